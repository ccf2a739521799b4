import type { Problem } from "../problem.ts";
import { problemIn, type Rule } from "../valid-drill.ts";

/** What `new` left for the author to write, in the order in which drills are best written. */
const ORDER = [
  "drill.yaml",
  "reference/solution",
  "starter/",
  "hidden/",
  "chaffs",
  "wheats/",
  "reference/",
  "stage",
  "prompt",
];

/** Nothing says `TODO(drill)` any more. */
export const todo: Rule = ({ files }) =>
  [...files]
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([path, text]): Problem[] => {
      const lines = text.split("\n");
      const at = lines.findIndex((line) => /TODO\(drill\)/.test(line));
      if (at < 0) return [];
      const [, what = ""] = /TODO\(drill\):?\s*(.*)$/.exec(lines[at] ?? "") ?? [];
      const rest = lines.filter((line) => /TODO\(drill\)/.test(line)).length;
      const message =
        rest === 1 ? "it still says TODO(drill)" : `it still says TODO(drill) in ${rest} places`;
      const remedy = what.replace(/["'\s]*$/, "") || "Write what belongs there";
      return [
        problemIn(
          path,
          { rule: "todo", message, remedy: /[.?!]$/.test(remedy) ? remedy : `${remedy}.` },
          at + 1,
        ),
      ];
    });

function rank(path: string): number {
  const at = ORDER.findIndex((prefix) => path.startsWith(prefix));
  return at < 0 ? ORDER.length : at;
}
