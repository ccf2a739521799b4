import type { SyntaxNode } from "@lezer/common";
import { type Parsed, textOf } from "./parse.ts";
import { children } from "./tree.ts";

/** One name that an import statement binds. */
export interface Binding {
  /** The name in this file. */
  readonly local: string;
  /** What it stands for: `numpy`, `numpy.testing.assert_allclose`. */
  readonly target: string;
  /** The module that is imported, with its leading dots if it is relative. */
  readonly module: string;
  /** Whether the statement was `from module import name`. */
  readonly from: boolean;
  /** Position of the statement. */
  readonly at: number;
}

/** Every name that the file's import statements bind, wherever they stand. */
export function readImports(parsed: Parsed): Binding[] {
  const found: Binding[] = [];
  parsed.tree.iterate({
    enter: (node) => {
      if (node.name === "ImportStatement") found.push(...readStatement(parsed, node.node));
    },
  });
  return found;
}

function readStatement(parsed: Parsed, statement: SyntaxNode): Binding[] {
  const source = textOf(parsed, statement).replace(/#[^\n]*|\\\n|[()]/g, " ");
  const at = statement.from;
  const parts = /^from\s+([\w.\s]+?)\s+import\s+(.*)$/s.exec(source);
  const module = parts?.[1]?.replace(/\s/g, "");
  const list = parts ? (parts[2] ?? "") : source.replace(/^import\s/, "");
  const items = list.split(",").map((item) => item.trim());
  return items.filter(Boolean).map((item): Binding => {
    const [name = "", alias] = item.split(/\s+as\s+/).map((word) => word.replace(/\s/g, ""));
    if (module !== undefined) {
      return { local: alias ?? name, target: `${module}.${name}`, module, from: true, at };
    }
    const first = name.split(".")[0] ?? name;
    return { local: alias ?? first, target: alias ? name : first, module: name, from: false, at };
  });
}

/** Conventional names, for a test file whose import line is not written yet. */
const USUAL = new Map([["np", "numpy"]]);

/** Turns `np.testing.assert_allclose` into `numpy.testing.assert_allclose` by the file's imports. */
export function resolver(parsed: Parsed): (expression: SyntaxNode) => string {
  const names = new Map(USUAL);
  for (const binding of readImports(parsed)) names.set(binding.local, binding.target);
  return (expression) => {
    const dotted = dottedName(parsed, expression);
    if (dotted === null) return "";
    const [first = "", ...rest] = dotted.split(".");
    return [names.get(first) ?? first, ...rest].join(".");
  };
}

/** `a.b.c` of a name or a chain of members; null for any other expression. */
export function dottedName(parsed: Parsed, node: SyntaxNode): string | null {
  if (node.name === "VariableName") return textOf(parsed, node);
  if (node.name !== "MemberExpression") return null;
  const parts = children(node);
  const object = parts[0] ? dottedName(parsed, parts[0]) : null;
  const property = parts.at(-1);
  return object !== null && property?.name === "PropertyName"
    ? `${object}.${textOf(parsed, property)}`
    : null;
}
