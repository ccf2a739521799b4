import type { Problem } from "../../../core/catalogue/problem.ts";
import { problemAt, type ValidDrill } from "../../../core/catalogue/valid-drill.ts";
import type { ChaffRun } from "../proof.ts";
import { refusals } from "../run-result.ts";
import type { ProofRule } from "./rule.ts";
import { inWords, nameOf } from "./tests.ts";

/** The hidden tests catch every planted bug: a named test, first in the bug's own stage. */
export const chaffsCaught: ProofRule = (drill, { chaffs }) =>
  chaffs.flatMap((run) => (run.hidden ? judge(drill, run) : []));

function judge(drill: ValidDrill, { chaff, hidden, withPerf }: ChaffRun): Problem[] {
  const { manifest, chaffs } = drill;
  const index = chaffs.value.findIndex(({ id }) => id === chaff.id);
  const say = (rule: string, message: string, remedy: string): Problem[] => [
    problemAt(chaffs, [index], { rule, message, remedy }),
  ];
  const [problem] = hidden?.problems ?? [];
  if (problem) {
    const message = `\`${chaff.id}\` cannot be imported: ${problem.error.type}: ${problem.error.message}`;
    return say(
      "chaff-import",
      message,
      "A planted bug is code that runs and is wrong: let a test fail, not the import.",
    );
  }
  const caught = hidden ? refusals(hidden) : [];
  if (caught.length === 0) {
    if (hidden?.broke) {
      return say(
        "chaff-import",
        `\`${chaff.id}\` ${hidden.broke.how} before the first test`,
        "Let a test fail instead.",
      );
    }
    const byPerf = withPerf ? refusals(withPerf) : [];
    if (byPerf.length > 0) {
      const message = `\`${chaff.id}\` is caught only by a test of growth: ${inWords(byPerf)}`;
      const remedy = "Add a test of what it gets wrong, or give it the kind `performance`.";
      return say("perf-alone", message, remedy);
    }
    const message = `no hidden test catches \`${chaff.id}\``;
    const remedy = `Add a test to ${chaff.stage} that fails because of it; if no test can, it is no bug: remove it.`;
    return say("chaff-caught", message, remedy);
  }
  const order = manifest.value.stages.map(({ id }) => id);
  const stages = caught.map(({ stage }) => order.indexOf(stage ?? ""));
  const first = order[Math.min(...stages)] ?? "";
  if (first === chaff.stage) return [];
  const witness = caught.find(({ stage }) => stage === first)?.test ?? "";
  if (order.indexOf(first) < order.indexOf(chaff.stage)) {
    const message = `\`${chaff.id}\` belongs to ${chaff.stage}, but ${nameOf(witness)} catches it already`;
    return say(
      "chaff-stage",
      message,
      `Give it \`stage: ${first}\`, or make the bug show itself in ${chaff.stage} only.`,
    );
  }
  const message = `\`${chaff.id}\` belongs to ${chaff.stage}, but is caught only later, by ${nameOf(witness)}`;
  return say("chaff-stage", message, `Add a test to ${chaff.stage}, or give it \`stage: ${first}\`.`);
}
