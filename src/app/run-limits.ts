import type { RunLimits } from "../contract/run.ts";

const MIB = 1024 ** 2;

/**
 * What a run may take. Hidden tests are ours and short; the candidate's own may take what they say.
 * @param ownSeconds wall time of a run of own tests
 */
export function limitsOf(suite: "own" | "hidden", ownSeconds: number): RunLimits {
  const wall = suite === "own" ? ownSeconds : 120;
  return { wall_s: wall, cpu_s: wall * 2, output_bytes: 10 * MIB, memory_bytes: 8 * 1024 * MIB };
}
