import type { Drill } from "../../contract/drill.ts";
import type { Light } from "../../contract/event.ts";
import { clockText, clockTime } from "./clock.ts";
import type { AttemptModel, FailingCheck } from "./model.ts";
import type { AttemptState } from "./state.ts";

const END_WORDS = { submit: "finished", timeout: "out of time", abandon: "given up" } as const;
const LIGHT_WORDS: Readonly<Record<Light, { mark: string; word: string }>> = {
  green: { mark: "✓", word: "all passed" },
  red: { mark: "✗", word: "some failed" },
  amber: { mark: "!", word: "could not run" },
  none: { mark: "–", word: "no result" },
  timeout: { mark: "⧖", word: "out of time" },
};

/** Text for HTML: nothing in it can become markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function failingList(checks: readonly FailingCheck[]): string {
  if (checks.length === 0) return "";
  const items = checks.map(
    (check) => `<li>${escapeHtml(check.title)}<span class="quiet">${escapeHtml(check.message)}</span></li>`,
  );
  return `<ul class="failing">${items.join("")}</ul>`;
}

/** Failing checks get the table's whole width. */
function checksRow(checks: readonly FailingCheck[]): string {
  const list = failingList(checks);
  return list && `<tr class="checks"><td></td><td colspan="5">${list}</td></tr>`;
}

function stageTable(drill: Drill, state: AttemptState, model: AttemptModel): string {
  const at = (t: number | null) => (t === null ? "–" : clockText(clockTime(t, state.pauses)));
  const rows = model.stages.map((row, index) => {
    const stage = state.stages[index];
    const green = row.status === "green";
    const result =
      row.status === "closed"
        ? "not reached"
        : row.status === "open"
          ? "not run"
          : `${row.passed} of ${row.total}`;
    return `<tr>
      <td class="mark ${green ? "green" : row.status === "red" ? "red" : ""}">${green ? "✓" : row.status === "red" ? "✗" : "–"}</td>
      <td>${escapeHtml(`Stage ${row.number}: ${row.title}`)}</td>
      <td class="number">${result}</td>
      <td class="number">${at(stage?.openedAt ?? null)}</td>
      <td class="number">${at(stage?.greenAt ?? null)}</td>
      <td class="number">${drill.stages[index]?.minutes}:00</td>
    </tr>${checksRow(row.failing)}`;
  });
  return `<table>
    <thead><tr><th></th><th>Stage</th><th class="number">Checks passed</th><th class="number">Opened at</th><th class="number">Green at</th><th class="number">Meant</th></tr></thead>
    <tbody>${rows.join("")}</tbody>
  </table>`;
}

function lightStrip(state: AttemptState): string {
  if (state.lights.length === 0) return "<p>No tests were run.</p>";
  const items = state.lights.map(({ light, suite, t }) => {
    const { mark, word } = LIGHT_WORDS[light];
    const when = clockText(clockTime(t, state.pauses));
    const says = `${when}, ${suite === "own" ? "my tests" : "hidden tests"}: ${word}`;
    return `<li class="${light}" title="${escapeHtml(says)}"><span aria-hidden="true">${mark}</span><span class="sr">${escapeHtml(says)}</span><small>${suite === "own" ? "mine" : "hidden"}</small></li>`;
  });
  return `<ol class="lights">${items.join("")}</ol>`;
}

function sentence(state: AttemptState, model: AttemptModel): string {
  const green = model.stages.filter((stage) => stage.status === "green").length;
  const of = model.stages.length;
  const shown = model.hints.shown.length;
  const hints = shown === 0 ? "no hint" : `${shown} ${shown === 1 ? "hint" : "hints"}`;
  const runs = state.lights.filter(({ suite }) => suite === "own").length;
  const tests =
    runs === 0
      ? "Your own tests were never run."
      : `You ran your own tests ${runs === 1 ? "once" : `${runs} times`}.`;
  return `${green === of ? `All ${of} stages are green` : `${green} of ${of} stages ${green === 1 ? "is" : "are"} green`}, with ${hints}${model.late ? ", over the time limit" : ""}. ${tests}`;
}

const STYLE = `
  body { max-width: 860px; margin: 0 auto; padding: 24px 20px 40px; line-height: 1.5; }
  h1 { font-size: 1.5em; font-weight: 600; margin: 0 0 4px; }
  h2 { font-size: 1.05em; font-weight: 600; margin: 28px 0 8px; }
  .quiet, th, small { color: var(--vscode-descriptionForeground); }
  .lead { margin: 12px 0 0; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th { text-align: left; font-weight: 400; }
  th, td { padding: 6px 12px 6px 0; vertical-align: top; }
  tbody tr { border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
  tbody tr.checks { border-top: none; }
  tr.checks td { padding-top: 0; }
  .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .mark { width: 1.2em; }
  .green { color: var(--vscode-testing-iconPassed); }
  .red, .timeout { color: var(--vscode-testing-iconFailed); }
  .amber { color: var(--vscode-testing-iconErrored); }
  .failing { margin: 4px 0 0; padding-left: 20px; }
  .failing .quiet { display: block; font-family: var(--vscode-editor-font-family); font-size: 0.92em; overflow-wrap: anywhere; }
  .lights { list-style: none; display: flex; flex-wrap: wrap; gap: 4px; padding: 0; margin: 0; }
  .lights li { display: flex; flex-direction: column; align-items: center; min-width: 48px; padding: 4px; border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; }
  .lights span { font-size: 1.2em; line-height: 1.2; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 28px; }
  .actions a { padding: 4px 12px; border-radius: 2px; text-decoration: none; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-contrastBorder, transparent); }
  .actions a.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
  a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;

/** A link of the page: a command's id and its label. */
export interface PageAction {
  readonly command: string;
  readonly title: string;
}

/**
 * The page at the end of an attempt: time, stages, lights, own tests.
 * @param page nonce for the style and the one script (which remembers the attempt over a reload), and the
 *   commands that the page may link to
 * @returns a whole HTML document; every text in it is escaped
 */
export function summaryPage(
  drill: Drill,
  state: AttemptState,
  model: AttemptModel,
  page: { readonly nonce: string; readonly actions: readonly PageAction[] },
): string {
  const { own } = model;
  const ownText =
    own.light === null
      ? "Not run."
      : `${own.problem ? `The last run ended early: ${own.problem}.` : `Last run: ${own.passed} passed, ${own.failed} failed.`}`;
  const facts = [
    `attempt ${state.start.nth}`,
    model.limit ? `${model.elapsed} of ${model.limit}` : model.elapsed,
    state.start.mode,
    state.ended ? END_WORDS[state.ended.reason] : "still open",
  ];
  const actions = page.actions.map(
    ({ command, title }, index) =>
      `<a class="${index === 0 ? "primary" : ""}" href="command:${escapeHtml(command)}">${escapeHtml(title)}</a>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${page.nonce}'; script-src 'nonce-${page.nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(model.title)}</title>
<style nonce="${page.nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(model.title)}</h1>
<div class="quiet">${escapeHtml(facts.join(" · "))}</div>
<p class="lead">${escapeHtml(sentence(state, model))}</p>
<h2>Stages</h2>
<div class="scroll">${stageTable(drill, state, model)}</div>
${model.hiddenProblem ? `<p>The last hidden run says nothing about the code: ${escapeHtml(model.hiddenProblem)}.</p>` : ""}
<h2>Lights</h2>
${lightStrip(state)}
<h2>My tests</h2>
<p>${escapeHtml(ownText)}</p>
${failingList(own.failing)}
<nav class="actions" aria-label="What next">${actions.join("")}</nav>
</main>
<script nonce="${page.nonce}">acquireVsCodeApi().setState(${JSON.stringify({ attempt: state.start.attempt }).replaceAll("<", "\\u003c")});</script>
</body>
</html>`;
}
