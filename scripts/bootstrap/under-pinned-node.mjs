import { spawn } from "node:child_process";
import { bringNode, node } from "./pinned-node.mjs";
import { Problem } from "./problem.mjs";

const OLDEST = { major: 20, minor: 19 };

/**
 * Runs a program of ours under the pinned Node, which is brought first when it is missing. A program's Ctrl-C is its own
 * affair: it reaches the whole foreground group, and this process waits for the program's end.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the program's exit code
 */
export async function underPinnedNode(program, args, env = process.env) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
    throw new Problem(
      `Node ${process.versions.node} is too old: Node ${OLDEST.major}.${OLDEST.minor} or newer is needed.`,
    );
  }
  await bringNode();
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", program, ...args], {
    stdio: "inherit",
    env,
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  }
  return await new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => done(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}
