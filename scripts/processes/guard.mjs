// node guard.mjs <command> [arguments]: runs a command as the leader of a process group of its own, started by group.ts.
// The group ends when the command ends, and when the process that started us is gone, however it went.
import { spawn } from "node:child_process";

const GRACE_MS = 2000;
const [command = "", ...args] = process.argv.slice(2);
let ending = false;

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, endGroup);
process.on("disconnect", endGroup);

const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => report(null, error.message));
child.on("close", (code) => report(code));

/**
 * @param {number | null} code
 * @param {string} [problem]
 */
function report(code, problem) {
  if (process.connected) process.send?.({ code, problem }, endGroup);
  else endGroup();
}

/** Asks every process of the group to end, ourselves excepted, and ends whatever is left after a while, ourselves included. */
function endGroup() {
  if (ending) return;
  ending = true;
  signalGroup("SIGTERM");
  const patience = child.exitCode === null && child.signalCode === null ? GRACE_MS : 100;
  const kill = () => signalGroup("SIGKILL");
  child.once("close", () => setTimeout(kill, 100));
  setTimeout(kill, patience);
}

/** @param {NodeJS.Signals} signal */
function signalGroup(signal) {
  if (process.platform === "win32") child.kill(signal);
  else process.kill(-process.pid, signal);
}
