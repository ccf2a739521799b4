import { spawn } from "node:child_process";
import { join } from "node:path";
import { node } from "../bootstrap/pinned-node.mjs";

/** A command in a process group of its own, with everything it starts. */
export interface Group {
  /** The group's id. */
  readonly pid: number;
  /** The command's exit code, null when a signal ended it; rejects when it could not be started. */
  readonly exit: Promise<number | null>;
  /** Ends the whole group; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface GroupOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** where both output streams go: a file descriptor, our own streams, or nowhere (the default) */
  output?: number | "inherit" | "ignore";
}

const running = new Set<Group>();

/** Ends every group that this process has started. */
export async function stopGroups(): Promise<void> {
  await Promise.all([...running].map((group) => group.stop()));
}

/**
 * Starts a command in a group that ends with the command, with {@link Group.stop}, or when this process is gone, however it
 * went: a killed test run leaves no editor behind.
 */
export function startGroup(command: string, args: readonly string[], options: GroupOptions = {}): Group {
  const { cwd, env = process.env, output = "ignore" } = options;
  const guard = join(import.meta.dirname, "guard.mjs");
  const child = spawn(node, [guard, command, ...args], {
    detached: true,
    env,
    stdio: ["ignore", output, output, "ipc"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let gone = false;
  const closed = new Promise<void>((done) => {
    child.once("exit", () => {
      gone = true;
      done();
    });
  });
  const exit = new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("message", (message: { code: number | null; problem?: string }) =>
      message.problem === undefined ? done(message.code) : fail(new Error(message.problem)),
    );
    closed.then(() => done(null));
  });
  exit.catch(() => {}); // whoever awaits it hears of it
  const group: Group = {
    pid: child.pid ?? 0,
    exit,
    async stop() {
      if (!gone && child.connected) child.disconnect();
      await closed;
    },
  };
  running.add(group);
  closed.then(() => running.delete(group));
  return group;
}
