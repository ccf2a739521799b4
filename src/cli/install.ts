import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataHome } from "../store/home.ts";

/** Where the parts of this installation lie. */
export interface Install {
  /** The built-in pack. */
  readonly drills: string;
  /** The built-in pack's compiled index. */
  readonly index: string;
  /** The runner package. */
  readonly runner: string;
  /** The interpreter that a checkout brings, if it is one. */
  readonly ownPython: string;
  readonly cache: string;
  /** Version of the product. */
  readonly version: string;
  /** Hash of everything that judges a drill: the runner and this program. */
  readonly judge: () => string;
}

/** @param entry the program's own file: `dist/cli.js`, or `src/cli/main.ts` in a checkout */
export function findInstall(entry: string, env: NodeJS.ProcessEnv): Install {
  const bundled = entry.endsWith(".js");
  const root = bundled ? dirname(dirname(entry)) : dirname(dirname(dirname(entry)));
  const runner = join(root, bundled ? "dist" : "src", "runner", "pair_drills_runner");
  const checkout = existsSync(join(root, "src", "cli"));
  const home = env.PAIR_DRILLS_HOME ? dataHome(env, "") : checkout ? join(root, ".cache") : dataHome(env, "");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return {
    drills: join(root, "drills"),
    index: join(root, "dist", "catalogue.json"),
    runner,
    ownPython: join(
      root,
      ".tools",
      "python",
      process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
    ),
    cache: env.PAIR_DRILLS_HOME || !checkout ? join(home, "cache", "verify") : join(home, "verify"),
    version,
    judge: () => hashFiles([...below(runner, /\.(py|ini)$/), ...(checkout ? rules(root) : [entry])]),
  };
}

/** What decides about a drill; the rest of the program may change without anything being proven again. */
function rules(root: string): string[] {
  const folders = ["app/verify", "core/catalogue", "core/source", "contract"];
  return folders.flatMap((folder) => below(join(root, "src", folder), /\.ts$/));
}

function below(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => wanted.test(path))
    .map((path) => join(folder, path))
    .sort();
}

function hashFiles(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}
