import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Verdict, verdict } from "./report.ts";

/** Keeps verdicts by what they depend on. */
export interface VerdictCache {
  read(key: string): Verdict | undefined;
  write(key: string, found: Verdict): void;
}

/** A cache of one file for each verdict; whatever cannot be read counts as absent. */
export function fileCache(folder: string): VerdictCache {
  const path = (key: string): string => join(folder, `${key}.json`);
  return {
    read: (key) => {
      try {
        return verdict.safeParse(JSON.parse(readFileSync(path(key), "utf8"))).data;
      } catch {
        return undefined; // not there, or torn: the drill is proven again
      }
    },
    write: (key, found) => {
      mkdirSync(folder, { recursive: true });
      const temporary = `${path(key)}.${process.pid}`;
      writeFileSync(temporary, JSON.stringify(found));
      renameSync(temporary, path(key));
    },
  };
}
