import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { outerEnvironment } from "../bootstrap/npm.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { run } from "../prepare/run.ts";
import { serverMain } from "../prepare/vscode.ts";
import { startGroup } from "../processes/group.ts";
import { freePort } from "./free-port.ts";

export interface ServedOptions {
  /** where the editor keeps settings, extensions and state */
  dataDir: string;
  /** the user's settings, written only when there are none yet */
  settings: Readonly<Record<string, unknown>>;
  /** added to the environment of the editor, its extension host and its terminals */
  env?: NodeJS.ProcessEnv;
  /** taken when it is free; any free one otherwise */
  preferredPort?: number;
  /** a random one otherwise */
  token?: string;
  /** further arguments for the server */
  args?: readonly string[];
}

/** A VS Code that is served on the loopback interface. */
export interface ServedEditor {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  port: number;
  /** what a browser must send along once */
  token: string;
  /** the address that opens it */
  url: string;
  /** the process group of the server, its extension hosts and its terminals' host */
  group: number;
  /** what the server wrote, for people who look for a problem */
  log: string;
  /** resolves when the server has ended by itself or by {@link stop} */
  ended: Promise<void>;
  /** ends the server, its extension hosts and its terminals */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 30_000;

/** Starts a served VS Code and waits until it answers. Only who knows the token gets in. */
export async function startServed(options: ServedOptions): Promise<ServedEditor> {
  const { dataDir, settings, args = [], token = randomBytes(16).toString("hex") } = options;
  const settingsFile = join(dataDir, "data", "User", "settings.json");
  mkdirSync(join(settingsFile, ".."), { recursive: true });
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify(settings, null, 2));
  const tokenFile = join(dataDir, "token"); // in a file, so that no other user reads it in the list of processes
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const port = await freePort(options.preferredPort);
  const log = join(dataDir, "server.log");
  const output = openSync(log, "w");
  const where = ["--host", "127.0.0.1", "--port", String(port), "--connection-token-file", tokenFile];
  const group = startGroup(node, [serverMain, ...where, ...common(dataDir), ...args], {
    env: { ...editorEnvironment(), ...options.env },
    output,
  });
  closeSync(output);
  const ended = group.exit.then(
    () => {},
    () => {},
  );
  const origin = `http://127.0.0.1:${port}`;
  const outcome = await Promise.race([answers(origin), ended.then(() => "ended" as const)]);
  if (outcome !== "up") {
    await group.stop();
    throw new Problem(`${readFileSync(log, "utf8")}\n\nVS Code did not start: see above.`);
  }
  return {
    origin,
    port,
    token,
    url: `${origin}/?tkn=${token}`,
    log,
    ended,
    group: group.pid,
    stop: () => group.stop(),
  };
}

/** Installs a packaged extension into a served VS Code that uses this data folder. */
export async function installInto(dataDir: string, vsix: string): Promise<void> {
  const { code, output } = await run(
    node,
    [serverMain, "--install-extension", vsix, "--force", ...common(dataDir)],
    { env: editorEnvironment() },
  );
  if (code !== 0) throw new Problem(`${output.trim()}\n\nThe extension could not be installed: see above.`);
}

function common(dataDir: string): string[] {
  return ["--server-data-dir", dataDir, "--accept-server-license-terms"];
}

/** Our environment without what npm, or a VS Code in whose terminal we may run, has put there. */
function editorEnvironment(): NodeJS.ProcessEnv {
  const ofAnEditor = /^(VSCODE_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$|TERM_PROGRAM)/;
  return Object.fromEntries(Object.entries(outerEnvironment()).filter(([name]) => !ofAnEditor.test(name)));
}

async function answers(origin: string): Promise<"up" | "late"> {
  const end = performance.now() + START_LIMIT_MS;
  while (performance.now() < end) {
    try {
      await fetch(`${origin}/version`);
      return "up";
    } catch {
      await sleep(50);
    }
  }
  return "late";
}
