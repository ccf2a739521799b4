import type { Drill } from "../../contract/drill.ts";
import type { AttemptState } from "./state.ts";

/** The stage to open now: the one after the current when the latest hidden run was all green; else null. */
export function nextStage(drill: Drill, state: AttemptState): string | null {
  if (state.ended || state.lastHidden?.light !== "green") return null;
  const current = drill.stages.findIndex((stage) => stage.id === state.stage);
  const greenAt = state.stages[current]?.greenAt ?? null;
  if (greenAt === null || state.lastHidden.stage !== state.stage) return null;
  return drill.stages[current + 1]?.id ?? null;
}

/** Whether a module's top level defines a name. Looks at lines only, so that nothing has to be parsed. */
function defines(source: string, name: string): boolean {
  return new RegExp(`^(?:(?:async[ \\t]+)?def|class)[ \\t]+${name}\\b|^${name}[ \\t]*[:=]`, "m").test(source);
}

/**
 * Python source of the names that a stage adds, ready to be appended to the solution; "" if there is none.
 * @param before the solution as it is: a name that it has already gets no stub, which would take its place
 */
export function stubsFor(drill: Drill, stage: string, before: string): string {
  const adds = drill.stages.find((s) => s.id === stage)?.adds ?? [];
  return adds
    .filter((name) => !defines(before, name))
    .map((name) => drill.signatures.find((signature) => signature.name === name)?.stub?.trim())
    .filter((stub) => stub !== undefined)
    .map((stub) => `\n\n${stub}\n`)
    .join("");
}

/** Text to add at the end of `before` so that two blank lines stand between it and `stubs`, as PEP 8 wants. */
export function atEndOf(before: string, stubs: string): string {
  const lineEnds = before === "" ? 3 : (/\n*$/.exec(before)?.[0].length ?? 0);
  return "\n".repeat(Math.max(0, 3 - lineEnds)) + stubs.replace(/^\n+/, "");
}

/** The text of a hint by its id, `h1` for the first of the drill. */
export function hintText(drill: Drill, id: string): string {
  return drill.hints[Number(id.slice(1)) - 1]?.text ?? "";
}

/** The next hint in order of strength that was not shown yet; null when all were. */
export function nextHint(
  drill: Drill,
  state: AttemptState,
): { id: string; level: number; text: string } | null {
  const ordered = drill.hints
    .map((hint, index) => ({ id: `h${index + 1}`, ...hint }))
    .sort((a, b) => a.level - b.level);
  return ordered.find((hint) => !state.hints.some((shown) => shown.id === hint.id)) ?? null;
}
