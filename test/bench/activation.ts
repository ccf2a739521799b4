// Measures how long our extension takes to activate, and an empty one, in turn, each in a fresh start of VS Code.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { cache, root } from "../../scripts/bootstrap/paths.mjs";
import { runInServedHost } from "../../scripts/served/run-in-host.ts";
import { HOST_SETTINGS } from "../../scripts/served/test-settings.ts";

const STARTS = Number(process.argv[2] ?? 10);

const folder = mkdtempSync(join(tmpdir(), "pd-"));
try {
  const probe = join(cache, "bench", "activation-probe.cjs");
  await build({
    entryPoints: [join(import.meta.dirname, "activation-probe.ts")],
    outfile: probe,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  const subjects = [
    { id: "pair-drills.pair-drills", path: root, times: [] as number[] },
    { id: "bench.empty", path: makeEmptyExtension(join(folder, "empty")), times: [] as number[] },
  ];
  for (let start = 1; start <= STARTS; start += 1) {
    for (const { id, path, times } of subjects) times.push(await measure(id, path, probe));
    console.log(`start ${start}: ${subjects.map(({ id, times }) => `${id} ${ms(times.at(-1))}`).join(", ")}`);
  }
  for (const { id, times } of subjects) {
    const sorted = times.toSorted((one, other) => one - other);
    console.log(
      `${id}: median ${ms(median(times))} (${ms(sorted[0])} to ${ms(sorted.at(-1))}), n = ${times.length}`,
    );
  }
  const [ours, empty] = subjects.map(({ times }) => median(times)) as [number, number];
  console.log(`ours / empty = ${(ours / empty).toFixed(1)}, ours - empty = ${ms(ours - empty)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(id: string, extension: string, tests: string): Promise<number> {
  const out = join(folder, "ms");
  rmSync(out, { force: true });
  const { code, log } = await runInServedHost({
    extension,
    tests,
    settings: HOST_SETTINGS,
    env: { PD_BENCH_EXTENSION: id, PD_BENCH_OUT: out },
    limitMs: 60_000,
  });
  if (code !== 0) throw new Error(`${log}\nMeasuring ${id} ended with code ${code}: see above.`);
  return Number(readFileSync(out, "utf8"));
}

function makeEmptyExtension(path: string): string {
  mkdirSync(path);
  const manifest = { publisher: "bench", name: "empty", version: "0.0.1", engines: { vscode: "^1.105.0" } };
  const run = { main: "./index.js", activationEvents: [], extensionKind: ["workspace"] };
  writeFileSync(join(path, "package.json"), JSON.stringify({ ...manifest, ...run }));
  writeFileSync(join(path, "index.js"), "exports.activate = () => {};\n");
  return path;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function ms(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(1)} ms`;
}
