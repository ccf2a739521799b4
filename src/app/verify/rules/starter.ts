import type { Problem } from "../../../core/catalogue/problem.ts";
import { problemIn, type ValidDrill } from "../../../core/catalogue/valid-drill.ts";
import type { Proof } from "../proof.ts";
import { type RunResult, refusals } from "../run-result.ts";
import type { ProofRule } from "./rule.ts";
import { bareId, inWords, marked } from "./tests.ts";

/** The hidden tests of every stage can be collected on the starter as it lies. */
export const starterCollects: ProofRule = (_, { bare, starter }) => {
  const problem = bare?.problems[0] ?? starter?.problems[0];
  if (!problem) return [];
  const { type, message } = problem.error;
  return [
    problemIn("starter/", {
      rule: "starter-collects",
      message: `on the starter the hidden tests cannot be collected: ${type}: ${message}`,
      remedy: "Reach names of the solution inside the tests, not while the file is imported.",
    }),
  ];
};

/**
 * The starter leaves something to do in every stage. Code to refactor or to speed up works already: there
 * only tests marked `structure` or `perf` fail in the first stage.
 */
export const starterFails: ProofRule = (drill, proof) => {
  if (!proof.starter || proof.starter.problems.length > 0) return [];
  const { kind, stages } = drill.manifest.value;
  const works = kind === "refactor" || kind === "optimise";
  const first = works ? behaviour(drill, proof.starter) : [];
  const idle = stages.filter(({ id }) => !failsIn(proof, id));
  return [
    ...first,
    ...idle.map(({ id, hidden }): Problem => {
      const message = `the starter already passes every test of ${id}`;
      const remedy =
        works && id === "s1"
          ? "Add a test of what is to be improved, marked `structure` or `perf`."
          : "Test what the stage asks for; if it asks for nothing new, it is no stage.";
      return problemIn(hidden, { rule: "starter-fails", message, remedy });
    }),
  ];
};

function failsIn({ starter }: Proof, stage: string): boolean {
  if (!starter) return false;
  return (
    refusals(starter).some((refusal) => refusal.stage === stage) ||
    (starter.broke !== undefined && unrun(starter, stage))
  );
}

/** Whether a run broke off before it came to all tests of a stage. */
function unrun({ collected, tests }: RunResult, stage: string): boolean {
  return collected.some((test) => test.stage === stage && !tests.some(({ id }) => id === test.id));
}

function behaviour(drill: ValidDrill, starter: RunResult): Problem[] {
  const structure = marked(drill, "structure");
  const wrong = refusals(starter).filter(
    ({ test, stage, perf }) => stage === "s1" && !perf && !structure.has(bareId(test)),
  );
  if (wrong.length === 0) return [];
  return [
    problemIn(drill.manifest.value.stages[0]?.hidden ?? "hidden/", {
      rule: "starter-behaves",
      message: `the code to improve fails tests of behaviour: ${inWords(wrong)}`,
      remedy:
        "It must work before it is improved: correct the starter, or mark what tests the new form with `structure`.",
    }),
  ];
}

/** The tests that come with the starter hold for every wheat. */
export const starterTestsHold: ProofRule = (_, { starterTests }) =>
  starterTests.flatMap(({ wheat, result }) => {
    const failed = refusals(result);
    const [problem] = result.problems;
    if (failed.length === 0 && !problem && !result.broke) return [];
    const ended = result.broke?.how ?? "";
    const what = problem ? `${problem.error.type}: ${problem.error.message}` : inWords(failed) || ended;
    const message = `the starter's tests do not hold for ${wheat}: ${what}`;
    const remedy = "The examples that a candidate is given must be right for every right answer.";
    return [problemIn("starter/", { rule: "starter-tests", message, remedy })];
  });
