import { watch } from "node:fs";
import { join } from "node:path";

const QUIET_MS = 100;

/**
 * Does a piece of work now, and again when something below its folder has changed and it is quiet again.
 * @param {Record<string, () => Promise<void>>} works by folder
 * @param {string} root
 */
export async function watchFolders(works, root) {
  for (const [folder, work] of Object.entries(works)) {
    await work();
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => work().catch((error) => console.error(error)), QUIET_MS);
    });
  }
}
