import type { TestWorld } from "./test-world.ts";

/** What every ring is given. */
export interface Context extends TestWorld {
  /** files, or nothing for all of the ring's */
  only: readonly string[];
}
