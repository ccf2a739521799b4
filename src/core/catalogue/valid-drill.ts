import type { Chaff, DrillManifest } from "../../contract/drill.ts";
import type { ParsedDrill } from "./parse-drill.ts";
import type { Problem } from "./problem.ts";
import type { ReadFile } from "./read-file.ts";
import type { YamlPath } from "./yaml-text.ts";

/** A drill whose `drill.yaml` and `chaffs.yaml` are valid: what the rules look at. */
export interface ValidDrill extends ParsedDrill {
  readonly manifest: ReadFile<DrillManifest> & { readonly value: DrillManifest };
  readonly chaffs: ReadFile<Chaff[]> & { readonly value: Chaff[] };
}

/** Whether the rules can look at a drill. */
export function isValid(drill: ParsedDrill): drill is ValidDrill {
  return drill.manifest.value !== undefined && drill.chaffs.value !== undefined;
}

/** Something that every drill must be. Returns what is wrong, nothing if it holds. */
export type Rule = (drill: ValidDrill) => Problem[];

type Finding = Pick<Problem, "rule" | "message" | "remedy"> & { readonly severity?: Problem["severity"] };

/** A problem at a place of `drill.yaml` or `chaffs.yaml`. */
export function problemAt(file: ReadFile<unknown>, path: YamlPath, finding: Finding): Problem {
  return { severity: "error", file: file.file, ...file.yaml.at(path), ...finding };
}

/** A problem with a whole file, or at one of its lines. */
export function problemIn(file: string, finding: Finding, line?: number): Problem {
  return { severity: "error", file, ...(line === undefined ? {} : { line }), ...finding };
}
