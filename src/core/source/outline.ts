import type { SyntaxNode } from "@lezer/common";
import { docstringOf } from "./definitions.ts";
import { dottedName, readImports } from "./names.ts";
import { type Parsed, parsePython, textOf } from "./parse.ts";
import { readTests } from "./tests.ts";
import { children } from "./tree.ts";

/** One test of a file, without its body. */
export interface TestOutline {
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
  /** The docstring as written between its quotes, null if there is none. */
  readonly docstring: string | null;
  readonly parameters: readonly string[];
  /** `perf` of `@pytest.mark.perf`, and of the file's `pytestmark`. */
  readonly marks: readonly string[];
  /** Source of the function's body. */
  readonly body: string;
}

/** A module that a file imports, and the names it takes from it (none for `import module`). */
export interface ImportOutline {
  readonly module: string;
  readonly names: readonly string[];
  readonly line: number;
}

/** What a test file consists of. */
export interface FileOutline {
  readonly tests: readonly TestOutline[];
  readonly imports: readonly ImportOutline[];
  /** Functions and classes that stand in the file, below nothing. */
  readonly names: readonly string[];
}

/** Outlines a Python file; null when it does not parse. */
export function outline(text: string): FileOutline | null {
  const parsed = parsePython(text);
  if (!parsed) return null;
  const common = fileMarks(parsed);
  const tests = readTests(parsed).map(({ definition: { node, name, decorators } }): TestOutline => {
    const body = node.getChild("Body");
    const docstring = body && docstringOf(parsed, body);
    return {
      name,
      line: lineOf(text, node.from),
      docstring: docstring ? unquote(textOf(parsed, docstring)) : null,
      parameters: (node.getChild("ParamList")?.getChildren("VariableName") ?? []).map((p) =>
        textOf(parsed, p),
      ),
      marks: [...common, ...decorators.flatMap((decorator) => markIn(textOf(parsed, decorator)))],
      body: body ? textOf(parsed, body) : "",
    };
  });
  return { tests, imports: importsOf(parsed), names: topNames(parsed) };
}

function importsOf(parsed: Parsed): ImportOutline[] {
  const found = new Map<string, { module: string; names: string[]; line: number }>();
  for (const { module, target, from, at } of readImports(parsed)) {
    const key = `${at} ${module}`;
    const entry = found.get(key) ?? { module, names: [], line: lineOf(parsed.text, at) };
    if (from) entry.names.push(target.slice(module.length + 1));
    found.set(key, entry);
  }
  return [...found.values()];
}

function topNames(parsed: Parsed): string[] {
  return children(parsed.tree.topNode).flatMap((node) => {
    const inner = node.name === "DecoratedStatement" ? node.lastChild : node;
    if (inner && /^(Function|Class)Definition$/.test(inner.name)) return nameIn(parsed, inner);
    return node.name === "AssignStatement" ? nameIn(parsed, node) : [];
  });
}

function nameIn(parsed: Parsed, node: SyntaxNode): string[] {
  const name = node.getChild("VariableName");
  return name ? [textOf(parsed, name)] : [];
}

/** Marks that a `pytestmark = …` gives to the whole file. */
function fileMarks(parsed: Parsed): string[] {
  return children(parsed.tree.topNode)
    .filter((node) => node.name === "AssignStatement" && node.firstChild !== null)
    .filter((node) => node.firstChild && dottedName(parsed, node.firstChild) === "pytestmark")
    .flatMap((node) => [...textOf(parsed, node).matchAll(/\bmark\.(\w+)/g)].map(([, name = ""]) => name));
}

function markIn(decorator: string): string[] {
  const [, name] = /^@\s*(?:\w+\.)?mark\.(\w+)/.exec(decorator) ?? [];
  return name ? [name] : [];
}

function unquote(literal: string): string {
  return literal.replace(/^[rRuU]?("""|'''|"|')([\s\S]*)\1$/, "$2");
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
