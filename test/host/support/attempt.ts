import { strict as assert } from "node:assert";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Session } from "../../../src/app/session.ts";
import type { RunEnd } from "../../../src/contract/event.ts";
import type { TestAccess } from "../../../src/extension.ts";
import { newAttempt } from "../../../src/store/new-attempt.ts";
import { readPack } from "../../../src/store/pack.ts";
import { openExtension } from "./extension.ts";

/** An attempt at `segment-pool` in the workspace folder of this window, with its session. */
export interface OpenedAttempt {
  readonly access: TestAccess;
  readonly session: Session;
  readonly folder: string;
  /** Writes a file of the attempt, as another program would. */
  write(path: string, text: string): void;
  /** Runs a suite through its command. @returns how it ended */
  run(suite: "own" | "hidden"): Promise<RunEnd>;
}

/** Empties the workspace folder, begins a new attempt in it and opens it. */
export async function openAttempt(): Promise<OpenedAttempt> {
  const access = await openExtension();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(folder, "the tests need a workspace folder");
  const extension = vscode.extensions.getExtension("pair-drills.pair-drills");
  assert.ok(extension);
  access.attempt.leave();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  const pack = readPack(
    join(extension.extensionPath, "dist", "catalogue.json"),
    join(extension.extensionPath, "drills"),
  );
  const drill = pack.index.drills.find(({ id }) => id === "segment-pool");
  assert.ok(drill, "segment-pool is not in the catalogue");
  newAttempt({ store: access.store, pack, drill, folder, python: null, version: "0", clock: true });
  await access.attempt.open();
  const session: Session | null = access.attempt.session;
  assert.ok(session, "the attempt did not open");
  return {
    access,
    session,
    folder,
    write: (path, text) => writeFileSync(join(folder, path), text),
    async run(suite) {
      const command = suite === "own" ? "pairDrills.runOwnTests" : "pairDrills.runHiddenTests";
      const before = session.state.lights.length;
      await vscode.commands.executeCommand(command);
      const end = suite === "own" ? session.state.lastOwn : session.state.lastHidden;
      assert.ok(end && session.state.lights.length > before, `${suite} tests did not run`);
      return end;
    },
  };
}

/** The reference of the drill, part of the development folder only. */
export function referenceFile(): string {
  const extension = vscode.extensions.getExtension("pair-drills.pair-drills");
  const path = join(extension?.extensionPath ?? "", "drills/tensor/segment-pool/reference/solution.py");
  assert.ok(existsSync(path));
  return path;
}
