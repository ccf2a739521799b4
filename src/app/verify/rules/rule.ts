import type { Problem } from "../../../core/catalogue/problem.ts";
import type { ValidDrill } from "../../../core/catalogue/valid-drill.ts";
import type { Proof } from "../proof.ts";

/** Something that must hold when the drill is run. Returns what is wrong, nothing if it holds. */
export type ProofRule = (drill: ValidDrill, proof: Proof) => Problem[];
