import type { ParsedDrill } from "./parse-drill.ts";
import type { Problem } from "./problem.ts";
import { chaffApplies, chaffCount, doubleQuoted, saysOneSentence } from "./rules/chaffs.ts";
import { edges } from "./rules/edges.ts";
import { filesExist, unexpectedFiles } from "./rules/files.ts";
import { hiddenTests } from "./rules/hidden-tests.ts";
import { ids } from "./rules/ids.ts";
import { performance } from "./rules/performance.ts";
import { promptLength } from "./rules/prompt-length.ts";
import { secondWheat } from "./rules/second-wheat.ts";
import { stages } from "./rules/stages.ts";
import { stubs } from "./rules/stubs.ts";
import { todo } from "./rules/todo.ts";
import { isValid, type Rule } from "./valid-drill.ts";

/** Rules that need nothing but the drill's text. */
const RULES: readonly Rule[] = [
  stages,
  ids,
  filesExist,
  todo,
  stubs,
  hiddenTests,
  chaffCount,
  chaffApplies,
  saysOneSentence,
  edges,
  secondWheat,
  performance,
  promptLength,
  unexpectedFiles,
  doubleQuoted,
];

/** While one of these is broken, running the drill would only bury its cause. */
const BLOCKING = new Set([
  "yaml",
  "schema",
  "unknown-key",
  "stage-order",
  "known-stage",
  "files-exist",
  "unique-ids",
  "todo",
]);

/** Everything that can be said of a drill without running it. */
export function checkDrill(drill: ParsedDrill): Problem[] {
  if (!isValid(drill)) return [...drill.problems];
  return [...drill.problems, ...RULES.flatMap((rule) => rule(drill))];
}

/** Whether a drill with these problems is worth running. */
export function canRun(problems: readonly Problem[]): boolean {
  return !problems.some(({ rule }) => BLOCKING.has(rule));
}
