/** What a mocha run reports, one JSON object a line: the same from a plain process, the extension host and a browser test. */
export type MochaRecord =
  | { type: "begin"; tests: number }
  | { type: "pass" | "skip"; title: string; ms: number }
  | { type: "fail"; title: string; ms: number; error: string }
  | { type: "note"; text: string }
  | { type: "end"; passed: number; failed: number; skipped: number };
