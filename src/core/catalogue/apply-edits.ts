import type { Chaff } from "../../contract/drill.ts";

/** Files of a variant: path → text. */
export type Texts = Readonly<Record<string, string>>;

/** Why the edit at `index` cannot be made. */
export interface EditProblem {
  readonly index: number;
  readonly file: string;
  /** How often `find` occurs; -1 when the file does not exist. */
  readonly matches: number;
}

/** The edited files, or what is wrong with the edits. */
export type Edited = { readonly files: Texts } | { readonly problems: readonly EditProblem[] };

/**
 * Applies a chaff's edits to a wheat, one after the other.
 * @param files the wheat's solution files
 * @param mainFile the file of an edit that names none
 */
export function applyEdits(files: Texts, chaff: Pick<Chaff, "edits">, mainFile: string): Edited {
  const edited: Record<string, string> = { ...files };
  const problems: EditProblem[] = [];
  chaff.edits.forEach((edit, index) => {
    const file = edit.file ?? mainFile;
    const text = edited[file];
    const parts = text?.split(edit.find) ?? [];
    if (parts.length === 2) edited[file] = parts.join(edit.replace);
    else problems.push({ index, file, matches: text === undefined ? -1 : parts.length - 1 });
  });
  return problems.length > 0 ? { problems } : { files: edited };
}
