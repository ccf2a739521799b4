/**
 * node test/bench/latency.ts: from the key press to the first printed line and to the verdict, of own tests of a
 * numpy drill with a warm spare, in the real editor through a real browser. Prints medians of 20 and the ratio to
 * `python -m pytest -q` started cold in the same folder, one after the other in the same run.
 */
import { spawnSync } from "node:child_process";
import { Editor } from "../e2e/support/editor.ts";
import { eventually } from "../e2e/support/eventually.ts";
import { Attempt, OWN_TESTS, STAGE_ONE, startDrill } from "../e2e/support/segment-pool.ts";

const RUNS = 20;

interface Press {
  /** Milliseconds from the key press to the first change in the terminal, and to the line with the verdict. */
  readonly first: number;
  readonly verdict: number;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const editor = await Editor.start();
const attempt = new Attempt(editor);
try {
  const window = await startDrill(editor);
  await window.editors.replaceAll("test_solution.py", OWN_TESTS);
  await window.editors.replaceAll("solution.py", STAGE_ONE);
  await window.chord("t");
  await window.dialogs.answer("Do you trust the authors", "Trust Folder");
  await attempt.runs(1);
  await window.editors.focus("solution.py");

  const presses: Press[] = [];
  const cold: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    // The next spare needs a moment; a person needs longer than that to read a verdict.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const measured = window.page.evaluate(
      () =>
        new Promise<{ first: number; verdict: number }>((resolve) => {
          const rows = document.querySelector(".terminal-wrapper.active .xterm-rows");
          if (!rows) throw new Error("no terminal is shown");
          let pressed = 0;
          let first = 0;
          addEventListener(
            "keydown",
            (event) => {
              if (event.key.toLowerCase() === "t") pressed = performance.now();
            },
            { capture: true },
          );
          const lastLine = () =>
            [...rows.children].map((row) => row.textContent?.trim() ?? "").findLast((text) => text !== "") ??
            "";
          const observer = new MutationObserver(() => {
            if (pressed === 0) return;
            const now = performance.now();
            if (first === 0) first = now;
            // The line of the run before scrolls away with the first line of this one.
            if (now - first < 1 || !/\d+ passed in/.test(lastLine())) return;
            observer.disconnect();
            resolve({ first: first - pressed, verdict: now - pressed });
          });
          observer.observe(rows, { childList: true, subtree: true, characterData: true });
        }),
    );
    await window.chord("t");
    presses.push(await measured);
    await attempt.runs(run + 2);
    const began = performance.now();
    const python = process.env.PAIR_DRILLS_TEST_PYTHON ?? "python3";
    spawnSync(python, ["-m", "pytest", "-q"], { cwd: attempt.folder });
    cold.push(performance.now() - began);
  }
  await eventually("every run was green", async () =>
    attempt.lights().every((light) => light === "own green"),
  );
  const first = median(presses.map((press) => press.first));
  const verdict = median(presses.map((press) => press.verdict));
  const ratio = median(presses.map((press, index) => press.verdict / (cold[index] ?? Number.NaN)));
  console.log(`key press to the first printed line   ${first.toFixed(0)} ms (median of ${RUNS})`);
  console.log(`key press to the verdict              ${verdict.toFixed(0)} ms`);
  console.log(`cold python -m pytest -q              ${median(cold).toFixed(0)} ms`);
  console.log(`verdict / cold, run by run            ${ratio.toFixed(2)}`);
} finally {
  await editor.stop();
}
