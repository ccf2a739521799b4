import type { Chaff } from "../../contract/drill.ts";
import { applyEdits, type Texts } from "../../core/catalogue/apply-edits.ts";
import type { FolderFiles } from "../../core/catalogue/folder.ts";
import type { CompileErrors } from "./job.ts";
import type { ChaffRun } from "./proof.ts";

/** A chaff's files, or why there are none. */
export interface Planted {
  readonly chaff: Chaff;
  readonly edits: ChaffRun["edits"];
  readonly same: boolean;
  readonly files?: Texts;
}

/** Plants every bug in a copy of the main wheat. */
export function plantAll(chaffs: readonly Chaff[], original: Texts, mainFile: string): Planted[] {
  return chaffs.map((chaff) => {
    const edited = applyEdits(original, chaff, mainFile);
    if ("problems" in edited) return { chaff, edits: edited.problems, same: false };
    const same = Object.entries(edited.files).every(([path, text]) => original[path] === text);
    return { chaff, edits: [], same, files: edited.files };
  });
}

/** Every Python text of the drill, and of its chaffs, by a name that says which it is. */
export function allPython(drill: FolderFiles, variants: readonly Planted[]): Texts {
  const planted = variants.flatMap(({ chaff, files }) =>
    Object.entries(files ?? {}).map(([path, text]) => [chaffText(chaff, path), text] as const),
  );
  return Object.fromEntries([...drill.files, ...planted].filter(([path]) => path.endsWith(".py")));
}

/** The name under which a chaff's file is compiled. */
export function chaffText(chaff: Chaff, path: string): string {
  return `chaff ${chaff.id}: ${path}`;
}

/** Whether a planted bug is no Python any more. */
export function isBroken(errors: CompileErrors, { chaff, files }: Planted): boolean {
  return Object.keys(files ?? {}).some((path) => chaffText(chaff, path) in errors);
}
