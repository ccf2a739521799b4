/** Which of a drill's files are what: the conventions of its folder, in one place. */
import type { Chaff, DrillManifest } from "../../contract/drill.ts";
import type { Texts } from "./apply-edits.ts";
import type { FolderFiles } from "./folder.ts";

/** A correct implementation and its solution files. */
export interface Wheat {
  /** `reference`, or the name of the file or folder in `wheats/`. */
  readonly name: string;
  /** Where it lies in the drill's folder: a file, or a folder with a slash at its end. */
  readonly place: string;
  readonly files: Texts;
}

/** Files of `reference/` that are kept as a record and are neither the wheat nor its tests. */
export const BLIND = /^reference\/blind_(first|tests)(\.py|\/.*)$/;

export function solutionFiles(manifest: DrillManifest): string[] {
  return manifest.files.filter(({ role }) => role === "solution").map(({ path }) => path);
}

export function testFiles(manifest: DrillManifest): string[] {
  return manifest.files.filter(({ role }) => role === "test").map(({ path }) => path);
}

/** The file that edits change and stubs are appended to. */
export function mainFile(manifest: DrillManifest): string {
  return solutionFiles(manifest)[0] ?? "solution.py";
}

/** Every wheat: the reference first, then those of `wheats/` by name. */
export function wheatsOf(drill: FolderFiles, manifest: DrillManifest): Wheat[] {
  const tests = new Set(testFiles(manifest));
  const reference = below(
    drill,
    "reference/",
    (path) => !tests.has(path) && !BLIND.test(`reference/${path}`),
  );
  const others = new Map<string, Wheat>();
  for (const path of drill.files.keys()) {
    const [, name = "", rest] = /^wheats\/([^/]+?)(?:\.py|\/(.+))$/.exec(path) ?? [];
    if (!name || others.has(name)) continue;
    const place = rest === undefined ? path : `wheats/${name}/`;
    const files =
      rest === undefined ? { [mainFile(manifest)]: drill.files.get(path) ?? "" } : below(drill, place);
    others.set(name, { name, place, files });
  }
  const sorted = [...others.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [{ name: "reference", place: "reference/", files: reference }, ...sorted];
}

/** The par tests: `reference/<each test file>`. */
export function parTests(drill: FolderFiles, manifest: DrillManifest): Texts {
  const wanted = new Set(testFiles(manifest));
  return below(drill, "reference/", (path) => wanted.has(path));
}

/** The starter's files, with the stubs of all later stages appended if `stubs` is set. */
export function starterFiles(drill: FolderFiles, manifest: DrillManifest, stubs: boolean): Texts {
  const files = below(drill, "starter/");
  if (!stubs) return files;
  const added = manifest.stages.flatMap((stage) => stage.adds);
  const texts = manifest.signatures.flatMap(({ name, stub }) => (stub && added.includes(name) ? [stub] : []));
  const main = mainFile(manifest);
  return { ...files, [main]: [files[main] ?? "", ...texts].map((text) => text.trimEnd()).join("\n\n\n") };
}

/** Chaffs of the kinds that a candidate's tests are measured by. */
export function isBase(chaff: Chaff): boolean {
  return chaff.kind !== "performance" && chaff.kind !== "robustness";
}

function below(drill: FolderFiles, folder: string, keep: (path: string) => boolean = () => true): Texts {
  const found: Record<string, string> = {};
  for (const [path, text] of drill.files) {
    const inner = path.slice(folder.length);
    if (path.startsWith(folder) && keep(inner)) found[inner] = text;
  }
  return found;
}
