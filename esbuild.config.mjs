// Makes `dist/`: the bundles, the runner, the catalogue's index. With --watch, again at every change.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build, context } from "esbuild";
import { watchFolders } from "./scripts/build/watch-folders.mjs";

const root = import.meta.dirname;
const inRoot = (/** @type {string} */ path) => join(root, path);

/** Every bundle: where it comes from and where it goes. */
const ENTRIES = [
  { source: "src/extension.ts", out: "dist/extension.js", external: ["vscode"] },
  { source: "src/cli/main.ts", out: "dist/cli.js" },
  { source: "src/app/verify/authoring.ts", out: "dist/authoring.js" },
];

/** @type {(entry: (typeof ENTRIES)[number]) => import("esbuild").BuildOptions & { metafile: true }} */
const options = ({ source, out, external = [] }) => ({
  absWorkingDir: root,
  entryPoints: [source],
  outfile: out,
  external,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  minify: true,
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
  plugins: [writeMetafile(basename(out, ".js"))],
});

/** Keeps what is in each bundle, and why, for the tests that hold the bundles small. */
function writeMetafile(/** @type {string} */ name) {
  /** @type {import("esbuild").Plugin} */
  const plugin = {
    name: "metafile",
    setup: (bundle) =>
      bundle.onEnd(async (result) => {
        await mkdir(inRoot(".cache/meta"), { recursive: true });
        await writeFile(inRoot(`.cache/meta/${name}.json`), JSON.stringify(result.metafile));
      }),
  };
  return plugin;
}

async function copyRunner() {
  const isSource = (/** @type {string} */ path) => !/^(__pycache__|\..*)$/.test(basename(path));
  await rm(inRoot("dist/runner"), { recursive: true, force: true });
  await cp(inRoot("src/runner/pair_drills_runner"), inRoot("dist/runner/pair_drills_runner"), {
    recursive: true,
    filter: isSource,
  });
}

/** One JSON file with all that the extension needs of the drills at activation. */
async function buildIndex() {
  await import(`./scripts/build-index.mjs?${Date.now()}`);
}

if (process.argv.includes("--watch")) {
  for (const entry of ENTRIES) await (await context(options(entry))).watch();
  await watchFolders({ "src/runner": copyRunner, drills: buildIndex }, root);
} else {
  await rm(inRoot("dist"), { recursive: true, force: true });
  await Promise.all([...ENTRIES.map((entry) => build(options(entry))), copyRunner()]);
  await buildIndex();
}
