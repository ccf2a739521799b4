import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..", "golden");

/**
 * Compares a text that people read with `test/golden/<name>`. On a mismatch the text is left beside it as `.actual`;
 * `RESET_GOLDEN=1` takes it over. A golden that is missing is written, and fails once: somebody must read it.
 */
export function assertGolden(name: string, actual: string): void {
  const path = join(root, name);
  if (process.env.RESET_GOLDEN || !existsSync(path)) {
    const reset = Boolean(process.env.RESET_GOLDEN);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    if (!reset) assert.fail(`there was no test/golden/${name}: it is written now; read it and commit it`);
  }
  const expected = readFileSync(path, "utf8");
  if (actual !== expected) writeFileSync(`${path}.actual`, actual);
  else rmSync(`${path}.actual`, { force: true });
  assert.equal(actual, expected, `differs from test/golden/${name}; RESET_GOLDEN=1 takes the new text over`);
}
