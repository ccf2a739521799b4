import { spawn } from "node:child_process";
import { root } from "../bootstrap/paths.mjs";

export interface Ran {
  /** null when a signal ended it */
  code: number | null;
  /** what it wrote to both streams, in the order it arrived */
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** lets the command write to our own streams: `output` stays empty */
  show?: boolean;
}

/** Runs a command to its end, with no input and no shell. Rejects only when it cannot be started. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd = root, env = process.env, show = false } = options;
  const stdio = show ? "inherit" : "pipe";
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", stdio, stdio] });
  let output = "";
  const collect = (data: string) => {
    output += data;
  };
  child.stdout?.setEncoding("utf8").on("data", collect);
  child.stderr?.setEncoding("utf8").on("data", collect);
  const code = await new Promise<number | null>((done, fail) => {
    child.on("error", fail);
    child.on("close", done);
  });
  return { code, output };
}
