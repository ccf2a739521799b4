import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import * as vscode from "vscode";

/** Called in a fresh extension host: writes the milliseconds that `activate()` of one extension takes, its loading included. */
export async function run(): Promise<void> {
  const { PD_BENCH_EXTENSION = "", PD_BENCH_OUT = "" } = process.env;
  const extension = vscode.extensions.getExtension(PD_BENCH_EXTENSION);
  if (extension === undefined) throw new Error(`${PD_BENCH_EXTENSION} is not there.`);
  if (extension.isActive) throw new Error(`${PD_BENCH_EXTENSION} was active before it could be measured.`);
  const start = performance.now();
  await extension.activate();
  writeFileSync(PD_BENCH_OUT, String(performance.now() - start));
}
