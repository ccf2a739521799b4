import { join, resolve } from "node:path";

/** The repository. */
export const root = resolve(import.meta.dirname, "../..");
/** Everything the two commands bring that is not an npm dependency; safe to delete. */
export const tools = join(root, ".tools");
/** Everything that is made from the sources for tests and checks; safe to delete. */
export const cache = join(root, ".cache");
