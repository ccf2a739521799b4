import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { Problem } from "../bootstrap/problem.mjs";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What a Chromium that is driven by a test needs: nothing but the page, and no questions. */
export const CHROMIUM_ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), // Chromium refuses its sandbox to root
];

/**
 * The Chromium that tests drive: the one named by `CHROMIUM`, else the first on the PATH.
 * @throws Problem with the remedy when there is none
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const names = env.CHROMIUM ? [env.CHROMIUM] : NAMES;
  const folders = (env.PATH ?? "").split(delimiter);
  const paths = names.flatMap((name) =>
    isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name)),
  );
  const found = paths.find(existsSync);
  if (found === undefined) {
    throw new Problem("Chromium is needed to test in a browser. Install it: sudo apt-get install chromium");
  }
  return found;
}
