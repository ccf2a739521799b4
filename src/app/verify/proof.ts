/** What running a drill brought to light; the rules judge it. */
import type { Chaff } from "../../contract/drill.ts";
import type { EditProblem } from "../../core/catalogue/apply-edits.ts";
import type { CompileErrors } from "./job.ts";
import type { RunResult } from "./run-result.ts";

/** The hidden tests on one wheat, in one random order. */
export interface WheatRun {
  readonly wheat: string;
  readonly place: string;
  readonly seed: number;
  readonly hidden: RunResult;
}

/** Own tests (the par tests, or the starter's) on one wheat. */
export interface OwnRun {
  readonly wheat: string;
  readonly result: RunResult;
}

/** One chaff: what is wrong with its edits, or what the tests say of it. */
export interface ChaffRun {
  readonly chaff: Chaff;
  readonly edits: readonly EditProblem[];
  /** Its edits change nothing. */
  readonly same: boolean;
  /** The hidden tests; without those marked `perf` unless the chaff is one of performance. */
  readonly hidden?: RunResult;
  /** With those marked `perf`, for a chaff that nothing else catches. */
  readonly withPerf?: RunResult;
  readonly par?: RunResult;
}

export interface Proof {
  /** First of the seeds of the random orders. */
  readonly seed: number;
  /** Texts that do not compile, by their file in the drill's folder or `chaff <id>: <file>`. */
  readonly compile: CompileErrors;
  /** The starter as it lies, all tests but those marked `perf`. */
  readonly bare?: RunResult;
  /** The starter with the stubs of all stages. */
  readonly starter?: RunResult;
  readonly wheats: readonly WheatRun[];
  readonly starterTests: readonly OwnRun[];
  readonly par: readonly OwnRun[];
  /** Empty as long as a wheat does not pass. */
  readonly chaffs: readonly ChaffRun[];
}

/** The hidden tests in the order of the files: the starter runs in it, the wheats do not. */
export function inFileOrder({ starter, wheats }: Proof): RunResult["collected"] {
  const all = starter?.collected ?? [];
  return all.length > 0 ? all : (wheats[0]?.hidden.collected ?? []);
}
