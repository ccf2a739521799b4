import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Python's and the tools' caches, and hidden files. */
const CACHES = /^(__pycache__|\..*)$/;

/**
 * Makes a folder a copy of another, without caches. An editor may be using the copy meanwhile: a file that has not changed
 * is left alone, one that has is replaced as a whole.
 * @param {string} source
 * @param {string} target
 */
export async function mirror(source, target) {
  await mkdir(target, { recursive: true });
  const entries = (await readdir(source, { withFileTypes: true })).filter(({ name }) => !CACHES.test(name));
  for (const entry of entries) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    await (entry.isDirectory() ? mirror(from, to) : replace(to, await readFile(from)));
  }
  await keepOnly(
    target,
    entries.map(({ name }) => name),
  );
}

/**
 * Removes everything from a folder but these.
 * @param {string} folder
 * @param {string[]} names
 */
export async function keepOnly(folder, names) {
  const extra = (await readdir(folder)).filter((name) => !names.includes(name));
  await Promise.all(extra.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/**
 * @param {string} path
 * @param {Buffer} content
 */
async function replace(path, content) {
  const there = await readFile(path).catch(() => undefined);
  if (there?.equals(content)) return;
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}
