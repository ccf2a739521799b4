import { rmSync } from "node:fs";
import { join } from "node:path";
import { cache, root, tools } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { startGroup } from "../processes/group.ts";
import { hasScreen } from "../start/has-screen.ts";
import type { Context } from "./context.ts";
import { testFiles } from "./globs.ts";
import { mochaRing } from "./mocha-ring.ts";
import { sum, type Tally } from "./tally.ts";

/** Mocha inside the extension host: of the served VS Code always, of a desktop VS Code too where there can be one. */
export async function host({ env, only }: Context): Promise<Tally> {
  const tests = await bundle(only);
  const inEditor = (driver: string, ...more: string[]) =>
    mochaRing({
      start: (records) =>
        startGroup(node, [join(root, "test", "host", driver), tests, ...more], {
          env: { ...env, PD_MOCHA_OUT: records },
          output: "inherit",
        }),
      limitMs: 360_000,
      verbose: true,
    });
  const served = await inEditor("run-server.ts");
  const desktop = await findDesktop();
  if (typeof desktop === "object") {
    console.log(`  Left out: the same tests in a desktop VS Code (${desktop.reason}).`);
    return served;
  }
  console.log(`  The same tests in a desktop VS Code (${desktop}):`);
  return sum([served, await inEditor("run-desktop.ts", desktop)]);
}

/** A desktop VS Code to test in: the one named by `VSCODE_EXECUTABLE`, else the newest, downloaded. */
async function findDesktop(): Promise<string | { reason: string }> {
  if (!hasScreen()) return { reason: "there is no screen; xvfb-run makes one" };
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  try {
    return await downloadAndUnzipVSCode({ version: "stable", cachePath: join(tools, "desktop") });
  } catch (error) {
    return { reason: `it could not be downloaded: ${(error as Error).message}` };
  }
}

/** The tests as CommonJS, as the extension host needs them. */
async function bundle(only: readonly string[]): Promise<string> {
  const { build } = await import("esbuild");
  const outdir = join(cache, "host");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [join(root, "test/host/index.ts"), ...testFiles("host", only)],
    outbase: join(root, "test/host"),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outdir;
}
