import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runMocha } from "../support/run-mocha.ts";

/**
 * What VS Code calls inside its extension host, on the desktop and served alike: runs every bundled test beside this file.
 * Records go to the file `PD_MOCHA_OUT`.
 */
export async function run(): Promise<void> {
  const out = process.env.PD_MOCHA_OUT;
  if (out === undefined)
    throw new Error("PD_MOCHA_OUT is not set: start these tests with `npm run test:host`.");
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.cjs"))
    .sort()
    .map((name) => join(__dirname, name));
  const failed = await runMocha({ files, out, timeoutMs: 30_000, grep: process.env.PD_GREP });
  if (failed > 0) throw new Error(`${failed} failed`);
}
