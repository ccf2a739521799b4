/** Something about a drill that its author must or should change. */
export interface Problem {
  /** Id of the rule that found it. */
  readonly rule: string;
  /** A drill with an error is refused; a warning is advice. */
  readonly severity: "error" | "warning";
  /** File, relative to the drill's (or pack's) folder. */
  readonly file: string;
  /** Both count from 1. */
  readonly line?: number;
  readonly column?: number;
  /** What is wrong: one sentence, without a full stop at its end. */
  readonly message: string;
  /** What to do about it: one sentence. */
  readonly remedy: string;
}

/** Where something stands in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `drill.yaml:12:5`, for messages. */
export function whereOf(problem: Problem): string {
  if (problem.line === undefined) return problem.file;
  return `${problem.file}:${problem.line}${problem.column === undefined ? "" : `:${problem.column}`}`;
}
