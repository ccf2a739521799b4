// node fill-log.ts <folder>: appends events until the log refuses one; says how many it took, and why it stopped.
import { FileAttemptLog } from "../../src/store/attempt-log.ts";
import { startEvent } from "./events.ts";

const [folder = ""] = process.argv.slice(2);
const log = new FileAttemptLog(folder, "a");
let appended = 0;
let error = "";
log.append(startEvent());
for (appended = 1; appended < 1_000 && error === ""; appended++) {
  try {
    const wordy = "x".repeat(appended % 97);
    log.append({ seq: appended, t: appended, type: "run.start", run: `r${wordy}`, suite: "own" });
  } catch (refused) {
    error = String(refused);
    break;
  }
}
console.log(JSON.stringify({ appended, error }));
