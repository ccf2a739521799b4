import type { Problem } from "../../../core/catalogue/problem.ts";
import { problemIn } from "../../../core/catalogue/valid-drill.ts";
import type { Proof, WheatRun } from "../proof.ts";
import { type Refusal, refusals } from "../run-result.ts";
import type { ProofRule } from "./rule.ts";
import { nameOf, placeOf } from "./tests.ts";

/** Every wheat passes every hidden test, whatever their order. */
export const wheatsPass: ProofRule = (drill, proof) =>
  byWheat(proof).flatMap(([place, runs]) => {
    const stopped = runs.map(stopOf).find((problem) => problem !== undefined);
    if (stopped) return [problemIn(place, { rule: "wheat-passes", ...stopped })];
    const failed = new Map<string, { refusal: Refusal; seeds: number[] }>();
    for (const { hidden, seed } of runs) {
      for (const refusal of refusals(hidden)) {
        const entry = failed.get(refusal.test) ?? { refusal, seeds: [] };
        entry.seeds.push(seed);
        failed.set(refusal.test, entry);
      }
    }
    return [...failed.values()].map(({ refusal, seeds }): Problem => {
      const always = seeds.length === runs.length;
      const often = always
        ? ""
        : ` in ${seeds.length} of ${runs.length} random orders (seed ${seeds.join(", ")})`;
      const message = `${nameOf(refusal.test)} refuses ${place}${often}: ${refusal.says}`;
      const remedy = always
        ? "Either the solution is wrong, or the test asks for more than prompt, docstrings and clarifications say."
        : "Make the test independent of the order, of time, and of random numbers that it does not choose itself.";
      return {
        severity: "error",
        ...placeOf(drill, refusal.test),
        rule: always ? "wheat-passes" : "steady",
        message,
        remedy,
      };
    });
  });

/** What keeps a wheat's tests from being run at all. */
function stopOf({ hidden, place }: WheatRun): Pick<Problem, "message" | "remedy"> | undefined {
  const [problem] = hidden.problems;
  if (problem) {
    const { type, message, line } = problem.error;
    const at = line === undefined ? "" : ` (line ${line})`;
    return {
      message: `the hidden tests cannot run on ${place}: ${type}: ${message}${at}`,
      remedy: "Correct it.",
    };
  }
  if (hidden.broke && hidden.broke.test === undefined) {
    const when = hidden.tests.length === 0 ? "before the first test" : "after its last test";
    return { message: `${place} ${hidden.broke.how} ${when}`, remedy: "Correct it." };
  }
  return undefined;
}

function byWheat(proof: Proof): [string, WheatRun[]][] {
  const found = new Map<string, WheatRun[]>();
  for (const run of proof.wheats) found.set(run.place, [...(found.get(run.place) ?? []), run]);
  return [...found];
}

/** Every stage has a hidden test. */
export const stagesTested: ProofRule = (drill, { wheats }) => {
  const first = wheats[0]?.hidden;
  if (!first || first.problems.length > 0 || first.broke) return [];
  return drill.manifest.value.stages
    .filter(({ id }) => !first.collected.some(({ stage }) => stage === id))
    .map(({ id, hidden }) => {
      const remedy = "Write functions whose names begin with `test_`.";
      return problemIn(hidden, { rule: "stage-tested", message: `${id} has no test`, remedy });
    });
};

/** A hidden test that is skipped says nothing of the code. */
export const nothingSkipped: ProofRule = (drill, { wheats }) => {
  const skipped = wheats.flatMap(({ hidden }) => hidden.tests.filter(({ outcome }) => outcome === "skipped"));
  return [...new Set(skipped.map(({ id }) => id))].map((id): Problem => {
    const message = `${nameOf(id)} is skipped`;
    const remedy = "Let it run, or remove it: each hidden test passes on every wheat.";
    return { severity: "error", ...placeOf(drill, id), rule: "skipped-test", message, remedy };
  });
};

/** Hidden tests read nothing but the attempt's folder and the drill's hidden data. */
export const opensNothingElse: ProofRule = (drill, { wheats }) => {
  const opened = new Map(
    wheats.flatMap(({ hidden }) => hidden.opened.map(({ path, test }) => [path, test] as const)),
  );
  return [...opened].map(([path, test]): Problem => {
    const who = test ? nameOf(test) : "a hidden test file, while it is imported,";
    const message = `${who} opens ${path}`;
    const remedy = "Let it use files of the starter, of hidden/data/, or of the fixture `tmp_path`.";
    return { severity: "error", ...placeOf(drill, test), rule: "opens-outside", message, remedy };
  });
};
