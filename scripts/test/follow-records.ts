import { existsSync, readFileSync } from "node:fs";
import type { MochaRecord } from "../../test/support/mocha-records.ts";

/**
 * Follows the records of a mocha run as they are written.
 * @param onRecord called once for each, in order
 * @returns a function that reads what is left and stops
 */
export function followRecords(path: string, onRecord: (record: MochaRecord) => void): () => void {
  let seen = 0;
  const read = () => {
    if (!existsSync(path)) return;
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1); // the last one may still be in the writing
    for (const text of lines.slice(seen)) onRecord(JSON.parse(text) as MochaRecord);
    seen = lines.length;
  };
  const timer = setInterval(read, 200);
  return () => {
    clearInterval(timer);
    read();
  };
}
