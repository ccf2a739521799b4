import type { Problem } from "../../../core/catalogue/problem.ts";
import { problemAt } from "../../../core/catalogue/valid-drill.ts";
import { inFileOrder } from "../proof.ts";
import { refusals } from "../run-result.ts";
import type { ProofRule } from "./rule.ts";
import { bareId, nameOf, placeOf } from "./tests.ts";

/** A planted bug that one test alone catches comes through when that test changes. */
export const singleTest: ProofRule = ({ chaffs }, proof) =>
  proof.chaffs.flatMap(({ chaff, hidden }): Problem[] => {
    const caught = hidden && !hidden.broke ? refusals(hidden) : [];
    const [only] = caught;
    if (caught.length !== 1 || !only) return [];
    const index = chaffs.value.findIndex(({ id }) => id === chaff.id);
    const message = `\`${chaff.id}\` hangs on one test, ${nameOf(only.test)}`;
    const remedy = "A second test with another input makes it certain.";
    return [problemAt(chaffs, [index], { rule: "single-test", severity: "warning", message, remedy })];
  });

/** A test that catches nothing may still say something; often it does not. */
export const idleTest: ProofRule = (drill, proof) => {
  if (proof.chaffs.length === 0) return [];
  const useful = new Set(
    proof.chaffs.flatMap(({ hidden }) => (hidden ? refusals(hidden).map(({ test }) => bareId(test)) : [])),
  );
  const all = new Set(inFileOrder(proof).map(({ id }) => bareId(id)));
  const stopped = proof.chaffs.some(({ hidden }) => hidden?.broke);
  if (stopped) return [];
  return [...all]
    .filter((id) => !useful.has(id))
    .map((id): Problem => {
      const message = `${nameOf(id)} catches no planted bug`;
      const remedy = "Plant the bug that it is there for, or remove it.";
      return { rule: "idle-test", severity: "warning", ...placeOf(drill, id), message, remedy };
    });
};
