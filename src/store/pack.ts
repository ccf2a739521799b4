import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileUnreadable, HumanError, reason } from "../app/errors.ts";
import type { DrillContent } from "../app/session.ts";
import type { Drill, PackIndex } from "../contract/drill.ts";
import { parseIndex } from "../core/catalogue/index-file.ts";
import { promptFile } from "../core/catalogue/prompt-file.ts";

/** A compiled pack and the folder that its drills' paths are relative to. */
export interface Pack {
  readonly index: PackIndex;
  readonly folder: string;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
}

/**
 * Reads a compiled pack.
 * @param indexFile the JSON index made at build time
 * @param folder the pack's folder
 * @throws HumanError when the index is missing or of another format
 */
export function readPack(indexFile: string, folder: string): Pack {
  const text = read(indexFile);
  try {
    return { index: parseIndex(text), folder };
  } catch (cause) {
    throw new HumanError(`${indexFile}: ${reason(cause)}`, ["showLog"], { cause });
  }
}

/** Reads what practising a drill needs: the interviewer's texts, the starter files, where the hidden tests lie. */
export function readContent(pack: Pack, drill: Drill): DrillContent {
  const folder = join(pack.folder, drill.folder);
  return {
    drill,
    texts: Object.fromEntries(
      drill.stages.map((stage, index) => [stage.id, read(join(folder, promptFile(drill, index)))]),
    ),
    hidden: drill.stages.map(({ id, title, hidden }) => ({ stage: id, title, file: join(folder, hidden) })),
    starter: Object.fromEntries(drill.files.map(({ path }) => [path, read(join(folder, "starter", path))])),
  };
}
