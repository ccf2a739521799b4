// Makes `dist/`: the bundles, the runner, the catalogue's index. With --watch, again at every change.
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build, context } from "esbuild";
import { keepOnly, mirror } from "./scripts/build/mirror.mjs";
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

const copyRunner = () =>
  mirror(inRoot("src/runner/pair_drills_runner"), inRoot("dist/runner/pair_drills_runner"));

/** One JSON file with all that the extension needs of the drills at activation. */
async function buildIndex() {
  await import(`./scripts/build-index.mjs?${Date.now()}`);
}

if (process.argv.includes("--watch")) {
  for (const entry of ENTRIES) await (await context(options(entry))).watch();
  await watchFolders({ "src/runner": copyRunner, drills: buildIndex }, root);
} else {
  await Promise.all([...ENTRIES.map((entry) => build(options(entry))), copyRunner()]);
  await buildIndex();
  const bundles = ENTRIES.map(({ out }) => basename(out));
  await keepOnly(inRoot("dist"), [
    ...bundles,
    ...bundles.map((name) => `${name}.map`),
    "runner",
    "catalogue.json",
  ]);
}
