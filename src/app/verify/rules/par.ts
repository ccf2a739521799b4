import { isBase } from "../../../core/catalogue/layout.ts";
import { problemIn } from "../../../core/catalogue/valid-drill.ts";
import { parScore } from "../lock.ts";
import { refusals } from "../run-result.ts";
import type { ProofRule } from "./rule.ts";
import { inWords } from "./tests.ts";

/** The par tests hold for every wheat. */
export const parHolds: ProofRule = (_, { par }) =>
  par.flatMap(({ wheat, result }) => {
    const failed = refusals(result);
    const [problem] = result.problems;
    if (failed.length === 0 && !problem && !result.broke && result.tests.length > 0) return [];
    const none = result.tests.length === 0 ? "there is none" : (result.broke?.how ?? "");
    const what = problem
      ? `${problem.error.type}: ${problem.error.message}`
      : failed.length > 0
        ? inWords(failed)
        : none;
    const message = `the par tests do not hold for ${wheat}: ${what}`;
    const remedy = "Let them ask only for what prompt, docstrings and clarifications say.";
    return [problemIn("reference/", { rule: "par-holds", message, remedy })];
  });

/** The par tests catch at least three quarters of the base chaffs. */
export const parCatches: ProofRule = (_, proof) => {
  const { caught, of } = parScore(proof);
  if (proof.chaffs.length === 0 || caught * 4 >= of * 3) return [];
  const missed = proof.chaffs
    .filter(
      ({ chaff, par }) => isBase(chaff) && par && refusals(par).length === 0 && par.problems.length === 0,
    )
    .map(({ chaff }) => chaff.id);
  const message = `the par tests catch ${caught} of ${of} planted bugs; the least is ${Math.ceil((of * 3) / 4)}`;
  const remedy = `Write a test for some of: ${missed.join(", ")}.`;
  return [problemIn("reference/", { rule: "par-catches", message, remedy })];
};
