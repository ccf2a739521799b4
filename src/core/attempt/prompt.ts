import type { Drill } from "../../contract/drill.ts";
import { clockTime } from "./clock.ts";
import type { AttemptState } from "./state.ts";

/**
 * The stages whose prepared answers the candidate may read: those with a hidden run, those whose minutes are two
 * thirds gone, and all open ones once the attempt has ended (design.md §2.4).
 * @param t now, in milliseconds since `attempt.start`
 */
export function answeredStages(drill: Drill, state: AttemptState, t: number): string[] {
  const now = clockTime(t, state.pauses);
  return state.stages
    .filter(({ id, openedAt, hiddenRun }) => {
      if (openedAt === null) return false;
      if (hiddenRun || state.ended) return true;
      const minutes = drill.stages.find((stage) => stage.id === id)?.minutes ?? Number.POSITIVE_INFINITY;
      return now - clockTime(openedAt, state.pauses) >= (minutes * 60_000 * 2) / 3;
    })
    .map(({ id }) => id);
}

function answers(drill: Drill, stage: string): string {
  const items = drill.clarifications.filter((item) => item.stage === stage);
  if (items.length === 0) return "";
  const lines = items.map(({ ask, answer }) => `- **${ask[0]}**  \n  ${answer}`);
  return `\n### What you could have asked\n\n${lines.join("\n")}\n`;
}

/**
 * The text of `prompt.md` in the attempt's folder: what was said so far, stage by stage, with the prepared
 * answers of the stages that may show them.
 * @param texts stage id → Markdown of what the interviewer says
 */
export function composePrompt(
  drill: Drill,
  texts: Readonly<Record<string, string>>,
  opened: readonly string[],
  answered: readonly string[],
): string {
  const titleOf = (id: string, index: number) =>
    `Stage ${index + 1}: ${drill.stages.find((stage) => stage.id === id)?.title ?? id}`;
  const latest = opened.at(-1);
  const parts = opened.map((id, index) => {
    const said = (texts[id] ?? "").trimEnd();
    const heading = index === 0 ? "" : `## ${titleOf(id, index)}\n\n`;
    // A stage's own top heading would compete with ours.
    const body = index === 0 ? said : said.replace(/^#{1,2} .*\n+/, "");
    return `${heading}${body}\n${answered.includes(id) ? answers(drill, id) : ""}`;
  });
  const whole = parts.join("\n---\n\n");
  if (opened.length < 2 || latest === undefined) return whole;
  // The newest stage is at the end: the way there is at the top, below the drill's heading.
  const title = titleOf(latest, opened.length - 1);
  return whole.replace(/^(# .*\n)?\n*/, (top) => `${top}**Now:** [${title}](#${anchorOf(title)})\n\n`);
}

/** The anchor that the Markdown preview gives to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/\s+/g, "-")
    .replace(/[^\p{L}\p{N}_-]/gu, "");
}
