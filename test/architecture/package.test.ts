import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { vsixPath } from "../../scripts/prepare/vsix.ts";
import { json, root } from "./sources.ts";
import { zipEntries } from "./zip-entries.ts";

const MOST_BYTES = 3 * 1024 * 1024;
/** What is only needed after activation, or never in the extension host. */
const LATER = ["yaml", "vscode-languageclient", "@lezer", "preact", "d3-"];

describe("the package", () => {
  const entries = zipEntries(vsixPath());

  it("is small", () => {
    const { size } = statSync(vsixPath());
    assert.ok(size <= MOST_BYTES, `${size} bytes are more than ${MOST_BYTES}`);
  });

  it("holds nothing that is not meant for users", () => {
    const expected = [
      /^extension\.vsixmanifest$/,
      /^\[Content_Types\]\.xml$/,
      /^extension\/(package|package\.nls)\.json$/,
      /^extension\/(readme|changelog)\.md$/,
      /^extension\/LICENSE(\.txt)?$/,
      /^extension\/NOTICES$/,
      /^extension\/dist\/(extension|cli|authoring)\.js$/,
      /^extension\/dist\/catalogue\.json$/,
      /^extension\/dist\/runner\/pair_drills_runner\/(\w+\/)*\w+\.(py|ini)$/,
      /^extension\/drills\/(pack\.yaml|[\w-]+\/[\w-]+\/.+)$/,
      /^extension\/media\/(icons|walkthrough)\/[\w.-]+$/,
    ];
    const rubbish = /\/\.|__pycache__|\.pyc$|\.map$|\.ts$/;
    const strange = entries.filter((name) => rubbish.test(name) || !expected.some((one) => one.test(name)));
    assert.deepEqual(strange, []);
  });

  it("holds the bundles, the runner, the index and every drill", () => {
    const tracked = execFileSync("git", ["ls-files", "drills", "src/runner/pair_drills_runner"], {
      cwd: root,
      encoding: "utf8",
    });
    const wanted = tracked
      .trim()
      .split("\n")
      .filter((path) => existsSync(join(root, path)))
      .map((path) => path.replace(/^src\/runner/, "dist/runner"));
    assert.ok(wanted.length > 10);
    const parts = ["dist/extension.js", "dist/catalogue.json", "package.nls.json", ...wanted];
    assert.deepEqual(
      parts.filter((path) => !entries.includes(`extension/${path}`)),
      [],
    );
  });
});

describe("the bundle that is loaded at activation", () => {
  const { inputs } = json<{ inputs: Record<string, unknown> }>(".cache/meta/extension.json");

  it("holds what it needs, and nothing that is needed later", () => {
    const packages = new Set(
      Object.keys(inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
    );
    assert.ok(inputs["src/extension.ts"] !== undefined);
    assert.deepEqual(
      [...packages].filter((name) => LATER.some((late) => name.startsWith(late))),
      [],
    );
  });
});
