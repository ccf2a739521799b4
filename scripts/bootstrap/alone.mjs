import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tools } from "./paths.mjs";

const lock = join(tools, "preparing.lock");

/**
 * Prepares something while no other command of this repository does: `npm start` and `npm test` may run side by side.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(tools, { recursive: true });
  for (let tries = 0; !take(); tries += 1) {
    if (tries === 5)
      console.log(`Waiting for process ${holder()}, which is preparing the same things (${lock}).`);
    await sleep(200);
  }
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** Takes the lock; one whose process is gone counts as free. */
function take() {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const pid = holder();
    if (pid !== undefined && !isAlive(pid)) rmSync(lock, { force: true });
    return false;
  }
}

function holder() {
  try {
    return Number(readFileSync(lock, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
