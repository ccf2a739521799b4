import { type DrillLock, LOCK_FORMAT } from "../../contract/drill.ts";
import { isBase } from "../../core/catalogue/layout.ts";
import { inFileOrder, type Proof } from "./proof.ts";
import { type Refusal, refusals } from "./run-result.ts";

type Kill = DrillLock["kills"][string][number];

/** The lock of a proven drill that has not been soaked yet. */
export function makeLock(hash: string, proof: Proof): DrillLock {
  const collected = inFileOrder(proof);
  const tests: Record<string, number> = {};
  for (const { stage = "" } of collected) tests[stage] = (tests[stage] ?? 0) + 1;
  return {
    format: LOCK_FORMAT,
    hash,
    tests,
    titles: Object.fromEntries(collected.map(({ id, title }) => [id, title ?? id])),
    kills: Object.fromEntries(
      proof.chaffs.map(({ chaff, hidden }) => [
        chaff.id,
        hidden ? killsOf(refusals(hidden), chaff.stage) : [],
      ]),
    ),
    par: parScore(proof),
    soak: [],
    not_proved: [],
  };
}

/** How many base chaffs the par tests catch. */
export function parScore(proof: Proof): { caught: number; of: number } {
  const base = proof.chaffs.filter(({ chaff }) => isBase(chaff));
  const caught = base.filter(({ par }) => par && (refusals(par).length > 0 || par.problems.length > 0));
  return { caught: caught.length, of: base.length };
}

/** Every test that catches a chaff; the shortest case of its own stage is kept as the input that shows the bug. */
function killsOf(found: readonly Refusal[], stage: string): Kill[] {
  const cases = found.filter(({ fact }) => fact?.given && fact.want !== undefined && fact.got !== undefined);
  const own = cases.filter((refusal) => refusal.stage === stage);
  const length = ({ fact }: Refusal): number => JSON.stringify([fact?.given, fact?.want, fact?.got]).length;
  const [shown] = (own.length > 0 ? own : cases).sort((a, b) => length(a) - length(b));
  return found.map(({ test, fact }): Kill => {
    if (test !== shown?.test || !fact?.given) return { test };
    return { test, given: fact.given, want: fact.want, got: fact.got };
  });
}

/** The text of `drill.lock`. */
export function lockText(lock: DrillLock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/**
 * Whether a committed lock still says what was found. What a growth test or a message happened to say in one
 * run is not compared: it differs from machine to machine.
 * @param measured ids of the growth tests
 */
export function saysTheSame(committed: DrillLock, found: DrillLock, measured: readonly string[]): boolean {
  const core = ({ hash, tests, titles, kills, par }: DrillLock): string =>
    JSON.stringify({
      hash,
      par,
      tests: sorted(tests),
      titles: sorted(titles),
      kills: sorted(kills).map(([chaff, list]) => [
        chaff,
        list
          .map(({ test }) => test)
          .filter((test) => !measured.includes(test))
          .sort(),
      ]),
    });
  return core(committed) === core(found);
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
