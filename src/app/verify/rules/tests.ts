/** How tests are named in messages to authors. */

import type { ValidDrill } from "../../../core/catalogue/valid-drill.ts";
import { outline } from "../../../core/source/outline.ts";
import type { Refusal } from "../run-result.ts";

/** `test_x[3] of s2` */
export function nameOf(id: string): string {
  const [stage, test] = id.includes("::")
    ? [id.slice(0, id.indexOf("::")), id.slice(id.indexOf("::") + 2)]
    : ["", id];
  return /^s\d$/.test(stage) ? `${test} of ${stage}` : test || id;
}

/** The first few refusals in words: `test_x of s1 (expected 1, got 2)` and how many more. */
export function inWords(refusals: readonly Refusal[], most = 3): string {
  const shown = refusals.slice(0, most).map(({ test, says }) => `${nameOf(test)} (${cut(says)})`);
  const rest = refusals.length - shown.length;
  return `${shown.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
}

function cut(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** File and line of a hidden test. */
export function placeOf(drill: ValidDrill, id: string): { readonly file: string; readonly line?: number } {
  const [, stage, name] = /^(s\d)::(?:\w+::)*(\w+)/.exec(id) ?? [];
  const file = drill.manifest.value.stages.find((one) => one.id === stage)?.hidden ?? "drill.yaml";
  const line = outline(drill.files.get(file) ?? "")?.tests.find((test) => test.name === name)?.line;
  return line === undefined ? { file } : { file, line };
}

/** Names of the tests that carry a mark, by stage: `s1::test_x`. */
export function marked(drill: ValidDrill, mark: string): ReadonlySet<string> {
  return new Set(
    drill.manifest.value.stages.flatMap(({ id, hidden }) =>
      (outline(drill.files.get(hidden) ?? "")?.tests ?? [])
        .filter(({ marks }) => marks.includes(mark))
        .map(({ name }) => `${id}::${name}`),
    ),
  );
}

/** The id of a test without the values of its parameters and without its class. */
export function bareId(id: string): string {
  const [, stage = "", name = ""] = /^(s\d)::(?:\w+::)*(\w+)/.exec(id) ?? [];
  return `${stage}::${name}`;
}
