/** `pair-drills <command>`: the program. */
import { realpathSync } from "node:fs";
import { cli } from "./cli.ts";
import { COMMANDS } from "./commands.ts";
import { findInstall } from "./install.ts";

const { stdout, stderr, env } = process;
const world = {
  cwd: process.cwd(),
  env,
  install: findInstall(realpathSync(process.argv[1] ?? ""), env),
  width: stdout.columns ?? 100,
  color: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
};
const streams = {
  out: (text: string) => void stdout.write(text),
  err: (text: string) => void stderr.write(text),
};

// A reader that has seen enough (`| head`) is no mistake.
stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 74));

void cli(process.argv.slice(2), COMMANDS, world, streams).then((code) => {
  process.exitCode = code;
});
