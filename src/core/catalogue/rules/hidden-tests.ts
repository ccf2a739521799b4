import { outline, type TestOutline } from "../../source/outline.ts";
import type { Problem } from "../problem.ts";
import { problemIn, type Rule } from "../valid-drill.ts";

/** Each hidden test has a title that the candidate sees, and states its case. */
export const hiddenTests: Rule = ({ manifest, files }) =>
  manifest.value.stages.flatMap(({ hidden }) => {
    const tests = outline(files.get(hidden) ?? "")?.tests ?? [];
    return tests.flatMap((test) => [...title(hidden, test), ...states(hidden, test)]);
  });

function title(file: string, { name, line, docstring }: TestOutline): Problem[] {
  const rule = "test-title";
  const remedy = "Its docstring is its title for the candidate: one line that says what must hold.";
  if (!docstring?.trim()) {
    return [problemIn(file, { rule, message: `${name} has no docstring`, remedy }, line)];
  }
  if (!docstring.trim().includes("\n")) return [];
  return [
    problemIn(file, { rule, message: `the docstring of ${name} has more than one line`, remedy }, line),
  ];
}

/** Tests of growth and structure measure the code; the others call it with something. */
function states(file: string, { name, line, parameters, marks, body }: TestOutline): Problem[] {
  if (marks.includes("structure") || marks.includes("perf")) return [];
  const given =
    parameters.includes("case") && /\bcase\.given\s*\(|[(,]\s*case\s*[,)]|\bcase=case\b/.test(body);
  if (given) return [];
  const message = `${name} does not state its case`;
  const remedy =
    "Take the fixture `case`, call `case.given(…)` before and `case.check(…)` after (docs/runner.md).";
  return [problemIn(file, { rule: "states-case", message, remedy }, line)];
}
