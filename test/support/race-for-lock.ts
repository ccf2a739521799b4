// A process that races for locks. Each line on its standard input is a command, each answered by one line:
// `{folder, window, at}` tries to take the folder's lock at a moment of the wall clock; `{}` asks whether it still
// holds the one it took last.
import { createInterface } from "node:readline";
import type { Lock } from "../../src/app/ports.ts";
import { lockWorld, takeLock } from "../../src/store/lock.ts";

let lock: Lock | null = null;
createInterface({ input: process.stdin }).on("line", (line) => {
  const { folder, window, at } = JSON.parse(line);
  if (folder === undefined) {
    console.log(JSON.stringify({ still: lock?.isHeld() ?? false }));
    return;
  }
  // All racers start at the same moment; a timer would spread them.
  while (Date.now() < at) {}
  const result = takeLock(folder, lockWorld(window));
  lock = result.held ? result.lock : null;
  console.log(JSON.stringify(result.held ? { held: true } : { held: false, owner: result.owner.window }));
});
console.log("ready");
