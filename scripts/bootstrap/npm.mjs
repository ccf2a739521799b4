import { spawn } from "node:child_process";
import { Problem } from "./problem.mjs";

/** Variables that `npm start` adds for the script it runs; they would mislead an npm of our own. */
const OF_THE_OUTER_RUN =
  /^(npm_(package|lifecycle|config_local_prefix|command|node_execpath|execpath)|INIT_CWD)/;

/**
 * The environment without what an outer `npm start` or `npm test` has added to it.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function outerEnvironment(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_THE_OUTER_RUN.test(name)));
}

/**
 * Runs the npm that runs us, or else the one on the PATH; install scripts are never run.
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>} rejects with npm's output when npm fails
 */
export async function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith("npm-cli.js") ? [process.execPath, [cli]] : ["npm", []];
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const child = spawn(command, [...first, ...args, ...quiet], {
    cwd,
    env: { ...outerEnvironment(), ...(cli === undefined ? {} : { npm_execpath: cli }) },
    shell: command === "npm" && process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    output += data;
  });
  const code = await new Promise((done, fail) => {
    child.on("error", () =>
      fail(new Problem("npm is not on the PATH. Install it: sudo apt-get install npm")),
    );
    child.on("close", done);
  });
  if (code !== 0) {
    throw new Problem(
      `${output.trim().split("\n").slice(0, 20).join("\n")}\n\n\`npm ${args.join(" ")}\` failed: see above. Is the npm registry reachable?`,
    );
  }
}
