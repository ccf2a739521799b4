import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/bootstrap/paths.mjs";
import type { Editor } from "./editor.ts";
import { eventually } from "./eventually.ts";
import type { Window } from "./window.ts";

/** The drill's own solution of all stages. */
export const REFERENCE = readFileSync(
  join(root, "drills", "tensor", "segment-pool", "reference", "solution.py"),
  "utf8",
);
/** That solution as a candidate would have it in stage 1. */
export const STAGE_ONE = REFERENCE.slice(0, REFERENCE.indexOf("def segment_softmax"));

/** First own tests that a candidate might write; red until there is code, green with it. */
export const OWN_TESTS = `import numpy as np

from solution import segment_mean, segment_sum


def test_repeated_ids_add_up():
    out = segment_sum(np.array([1.0, 2.0, 4.0]), np.array([0, 1, 0]), 2)
    np.testing.assert_allclose(out, [5.0, 2.0])


def test_empty_segment_has_the_mean_zero():
    out = segment_mean(np.array([3.0]), np.array([1]), 2)
    np.testing.assert_allclose(out, [0.0, 3.0])
`;

interface LoggedEvent {
  readonly type: string;
  readonly seq: number;
  readonly [key: string]: unknown;
}

/** The first attempt at the drill: its folder and what its log says. */
export class Attempt {
  readonly #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** The candidate's files. */
  get folder(): string {
    return join(this.#editor.world.home, "pair-drills", "segment-pool-1");
  }

  /** A file of the candidate's, as it lies on disk. */
  file(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** Ids of all attempts in the data home, oldest first. */
  ids(): string[] {
    const attempts = join(this.#editor.world.dataHome, "attempts");
    return existsSync(attempts) ? readdirSync(attempts) : [];
  }

  /** The log of the first attempt that was made. */
  log(): LoggedEvent[] {
    const { attempt } = JSON.parse(this.file(".pair-drills.json"));
    return readFileSync(join(this.#editor.world.dataHome, "attempts", attempt, "events.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }

  types(): string[] {
    return this.log().map(({ type }) => type);
  }

  /** `own red`, `hidden green` …, one for each run that has ended. */
  lights(): string[] {
    return this.log().flatMap((event) => (event.type === "run.end" ? [`${event.suite} ${event.light}`] : []));
  }

  /** What a run reported, for the message of a test that expected something else. */
  facts(run: string): string {
    const { attempt } = JSON.parse(this.file(".pair-drills.json"));
    return readFileSync(
      join(this.#editor.world.dataHome, "attempts", attempt, "runs", `${run}.jsonl`),
      "utf8",
    );
  }

  /** Waits until the log has so many finished runs. */
  async runs(count: number): Promise<void> {
    await eventually(`${count} runs have ended`, async () => this.lights().length >= count, 60_000);
  }
}

/** Opens a window and starts the drill from the side bar, as a person does. */
export async function startDrill(editor: Editor): Promise<Window> {
  const window = await editor.openWindow();
  await window.openSideBar();
  await window.tree("Drills").row("segments").waitFor();
  await window.tree("Drills").act("segments", "Start Drill");
  await arranged(window);
  return window;
}

/** Waits until the attempt's files lie side by side. */
export async function arranged(window: Window): Promise<void> {
  await window.tree("Attempt").row("Stage 1").waitFor({ timeout: 60_000 });
  await eventually("three files are open", async () => (await window.editors.tabs()).flat().length === 3);
  await window.webview("Pool ragged rows into segments");
  await window.editors.cursorIn("solution.py");
}
