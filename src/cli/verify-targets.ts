import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { HumanError } from "../app/errors.ts";
import { drillFolders } from "../app/verify/pack-folder.ts";
import { nearest } from "../core/catalogue/suggest.ts";

/** A pack, and which of its drills. */
export interface Target {
  readonly pack: string;
  /** undefined = all of them */
  readonly folders: readonly string[] | undefined;
}

/**
 * What the words of `verify` mean: folders of packs, of categories or of drills, or ids of drills.
 * Without a word, the pack that we are in, else the built-in one.
 * @throws HumanError for a word that is none of these
 */
export function targetsOf(words: readonly string[], cwd: string, builtIn: string): Target[] {
  const here = packAround(cwd) ?? builtIn;
  if (words.length === 0) return [{ pack: here, folders: undefined }];
  const found = new Map<string, Set<string>>();
  for (const word of words) {
    const { pack, folders } = targetOf(word, cwd, here);
    const chosen = found.get(pack) ?? new Set();
    for (const folder of folders) chosen.add(folder);
    found.set(pack, chosen);
  }
  return [...found].map(([pack, folders]) => ({ pack, folders: [...folders] }));
}

function targetOf(word: string, cwd: string, here: string): { pack: string; folders: readonly string[] } {
  const path = resolve(cwd, word);
  const pack = existsSync(path) ? packAround(path) : undefined;
  if (pack !== undefined) {
    const inside = relative(pack, path).split(sep).join("/");
    const all = drillFolders(pack);
    const folders = all.filter(
      (folder) =>
        inside === "" ||
        folder === inside ||
        folder.startsWith(`${inside}/`) ||
        inside.startsWith(`${folder}/`),
    );
    if (folders.length > 0) return { pack, folders };
    throw new HumanError(`There is no drill in ${path}. Make one with \`pair-drills new <id>\`.`);
  }
  const all = drillFolders(here);
  const folders = all.filter((folder) => basename(folder) === word);
  if (folders.length > 0) return { pack: here, folders };
  const near = nearest(
    word,
    all.map((folder) => basename(folder)),
  );
  const hint = near ? `Did you mean ${near}?` : "`pair-drills list` shows the built-in ones.";
  throw new HumanError(`There is no drill ${word} in ${here}, and no such folder in a pack. ${hint}`);
}

/** The pack's folder that a path lies in: the nearest above it with a `pack.yaml`. */
export function packAround(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pack.yaml"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
