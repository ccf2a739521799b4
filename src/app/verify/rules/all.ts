import type { Problem } from "../../../core/catalogue/problem.ts";
import type { ValidDrill } from "../../../core/catalogue/valid-drill.ts";
import type { Proof } from "../proof.ts";
import { idleTest, singleTest } from "./advice.ts";
import { chaffsCaught } from "./chaffs.ts";
import { compiles } from "./compiles.ts";
import { parCatches, parHolds } from "./par.ts";
import type { ProofRule } from "./rule.ts";
import { starterCollects, starterFails, starterTestsHold } from "./starter.ts";
import { nothingSkipped, opensNothingElse, stagesTested, wheatsPass } from "./wheats.ts";

const RULES: readonly ProofRule[] = [
  compiles,
  wheatsPass,
  stagesTested,
  nothingSkipped,
  starterCollects,
  starterFails,
  starterTestsHold,
  chaffsCaught,
  parHolds,
  parCatches,
  opensNothingElse,
  singleTest,
  idleTest,
];

/** Everything that running a drill shows to be wrong with it. */
export function judgeProof(drill: ValidDrill, proof: Proof): Problem[] {
  return RULES.flatMap((rule) => rule(drill, proof));
}
