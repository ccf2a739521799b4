/**
 * `npm run pictures`: drives the running product and keeps pictures of it, the README's in `docs/images/` and all
 * of them, in every theme and width, in `test/e2e/shots/` for people to judge.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/bootstrap/paths.mjs";
import { Editor } from "./support/editor.ts";
import { Attempt, OWN_TESTS, STAGE_ONE, startDrill } from "./support/segment-pool.ts";
import type { Window } from "./support/window.ts";

const THEMES = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  contrast: "Default High Contrast",
} as const;
const WIDTHS = { narrow: 900, wide: 1600 } as const;

/** A first try at stage 2 with two of the mistakes that people make. */
const STAGE_TWO = `${STAGE_ONE.trimEnd()}


def segment_softmax(scores: np.ndarray, segment_ids: np.ndarray, num_segments: int) -> np.ndarray:
    scores, ids = _checked(scores, segment_ids, num_segments)
    weights = np.exp(scores - scores.max(initial=0.0))
    return weights / segment_sum(weights, ids, num_segments)[ids]
`;

async function inEveryWidth(window: Window, name: string): Promise<void> {
  for (const [word, width] of Object.entries(WIDTHS)) {
    await window.page.setViewportSize({ width, height: 900 });
    await window.page.waitForTimeout(1_000);
    await window.shot(`${name}-${word}`);
  }
  await window.page.setViewportSize({ width: 1440, height: 900 });
  await window.page.waitForTimeout(500);
}

async function walk(theme: keyof typeof THEMES): Promise<void> {
  const editor = await Editor.start({ "workbench.colorTheme": THEMES[theme] });
  const attempt = new Attempt(editor);
  try {
    const window = await startDrill(editor);
    await inEveryWidth(window, `pictures-${theme}-1-started`);
    await window.editors.replaceAll("test_solution.py", OWN_TESTS);
    await window.chord("t");
    await window.dialogs.answer("Do you trust the authors", "Trust Folder");
    await attempt.runs(1);
    await window.page.waitForTimeout(500);
    await inEveryWidth(window, `pictures-${theme}-2-own-red`);
    await window.editors.replaceAll("solution.py", STAGE_ONE);
    await window.chord("h");
    await attempt.runs(2);
    await window.dialogs.press("Stage 2 is open", "Open Prompt");
    await window.editors.replaceAll("solution.py", STAGE_TWO);
    await window.chord("h");
    await attempt.runs(3);
    await window.page.waitForTimeout(1_000);
    await inEveryWidth(window, `pictures-${theme}-3-hidden-red`);
    await window.webview("Stage 2:");
    await window.page.waitForTimeout(2_000);
    if (theme === "dark") await window.page.screenshot({ path: join(root, "docs", "images", "attempt.png") });
    await window.tree("Attempt").row("Finish").click();
    await attempt.runs(4);
    await window.page.waitForTimeout(1_000);
    await inEveryWidth(window, `pictures-${theme}-4-summary`);
  } catch (error) {
    await editor.shot("pictures-failed");
    throw error;
  } finally {
    await editor.stop();
  }
}

mkdirSync(join(root, "docs", "images"), { recursive: true });
const wanted = process.argv.slice(2) as (keyof typeof THEMES)[];
for (const theme of wanted.length > 0 ? wanted : (Object.keys(THEMES) as (keyof typeof THEMES)[])) {
  await walk(theme);
}
