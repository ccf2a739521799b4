import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;

/**
 * Asks until the answer is no longer undefined, null or false.
 * @param what completes the sentence "… did not happen", for the error
 * @throws Error with the last problem when it takes too long
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  limitMs = 15_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  let problem = "";
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      problem = "";
    } catch (error) {
      problem = `: ${(error as Error).message}`;
    }
    await sleep(POLL_MS);
  } while (performance.now() < end);
  throw new Error(`Within ${limitMs / 1000} s this did not happen: ${what}${problem}`);
}
