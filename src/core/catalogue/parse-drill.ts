import {
  type Chaff,
  chaffList,
  type DrillLock,
  type DrillManifest,
  drillLock,
  drillManifest,
} from "../../contract/drill.ts";
import type { FolderFiles } from "./folder.ts";
import type { Problem } from "./problem.ts";
import { type ReadFile, readFile } from "./read-file.ts";

export const MANIFEST_FILE = "drill.yaml";
export const CHAFFS_FILE = "chaffs.yaml";
export const LOCK_FILE = "drill.lock";

/** A drill's folder with what could be read of it. */
export interface ParsedDrill extends FolderFiles {
  readonly manifest: ReadFile<DrillManifest>;
  readonly chaffs: ReadFile<Chaff[]>;
  /** What the committed lock says, undefined when there is none or it cannot be read. */
  readonly lock: DrillLock | undefined;
  readonly problems: readonly Problem[];
}

/** Reads `drill.yaml`, `chaffs.yaml` and `drill.lock` of a folder. Never throws: what is wrong is in `problems`. */
export function parseDrill(folder: FolderFiles): ParsedDrill {
  const manifest = readFile(MANIFEST_FILE, folder.files.get(MANIFEST_FILE) ?? "", drillManifest);
  const chaffs = readFile(CHAFFS_FILE, folder.files.get(CHAFFS_FILE) ?? "", chaffList);
  const problems = [manifest, chaffs].flatMap((read) =>
    folder.files.has(read.file) ? read.problems : [missing(read.file)],
  );
  return { ...folder, manifest, chaffs, lock: readLock(folder.files.get(LOCK_FILE)), problems };
}

function readLock(text: string | undefined): DrillLock | undefined {
  if (text === undefined) return undefined;
  try {
    return drillLock.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function missing(file: string): Problem {
  return {
    rule: "files-exist",
    severity: "error",
    file,
    message: `the drill has no ${file}`,
    remedy: "Write it; `pair-drills new` makes a folder with everything that a drill needs.",
  };
}
