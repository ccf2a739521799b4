import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Python's and the tools' caches, and hidden files. */
const CACHES = /^(__pycache__|\..*)$/;

/**
 * Makes a folder a copy of another, without caches. Files that stay are never missing meanwhile: an editor may be using
 * them.
 * @param {string} source
 * @param {string} target
 */
export async function mirror(source, target) {
  const names = (await readdir(source)).filter((name) => !CACHES.test(name));
  for (const name of names) {
    const filter = (/** @type {string} */ path) => !CACHES.test(path.split(/[\\/]/).at(-1) ?? "");
    await cp(join(source, name), join(target, name), { recursive: true, filter });
  }
  await keepOnly(target, names);
}

/**
 * Removes everything from a folder but these.
 * @param {string} folder
 * @param {string[]} names
 */
export async function keepOnly(folder, names) {
  const extra = (await readdir(folder)).filter((name) => !names.includes(name));
  await Promise.all(extra.map((name) => rm(join(folder, name), { recursive: true })));
}
