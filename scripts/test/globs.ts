import { globSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "../bootstrap/paths.mjs";

/** Which test files belong to which ring; the architecture test holds every test file to it. */
export const GLOBS = {
  plain: "test/{core,app,store,server,panel,cli,drills,architecture}/**/*.test.ts",
  runner: "test/runner/**/test_*.py",
  host: "test/host/**/*.test.ts",
  e2e: "test/e2e/**/*.test.ts",
} as const;

/** The files of a ring as absolute paths, sorted; the given ones instead when there are any. */
export function testFiles(ring: keyof typeof GLOBS, only: readonly string[] = []): string[] {
  const paths = only.length > 0 ? only : globSync(GLOBS[ring], { cwd: root }).sort();
  return paths.map((path) => resolve(root, path));
}
