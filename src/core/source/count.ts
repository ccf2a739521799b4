import type { SyntaxNode } from "@lezer/common";
import { docstringOf } from "./definitions.ts";
import { resolver } from "./names.ts";
import { type Parsed, parsePython } from "./parse.ts";
import { readTests } from "./tests.ts";
import { children } from "./tree.ts";

/** What a Python file contains, counted in its syntax tree. */
export interface SourceCounts {
  /** Tests as pytest collects them, a literal `parametrize` list counting its length. */
  readonly tests: number;
  /** `assert` statements, `pytest.raises`/`warns` blocks, and calls into `numpy.testing` and `torch.testing`. */
  readonly asserts: number;
  /** Functions and methods, nested ones included. */
  readonly funcs: number;
  /** Statements as Python's own syntax tree counts them, docstrings excluded. */
  readonly stmts: number;
}

/**
 * Counts the tests, assertions, functions and statements of a Python file.
 * @returns null when the text does not parse.
 */
export function countSource(text: string): SourceCounts | null {
  const parsed = parsePython(text);
  if (!parsed) return null;
  const resolve = resolver(parsed);
  let asserts = 0;
  let funcs = 0;
  let stmts = 0;
  parsed.tree.iterate({
    enter: (ref) => {
      const node = ref.node;
      stmts += statementsAt(node);
      if (hasDocstring(parsed, node)) stmts -= 1;
      if (node.name === "FunctionDefinition") funcs += 1;
      if (node.name === "AssertStatement") asserts += 1;
      if (node.name === "CallExpression" && isLibraryAssert(resolve, node)) asserts += 1;
      if (node.name === "WithStatement" && expectsError(resolve, node)) asserts += 1;
    },
  });
  const tests = readTests(parsed).reduce((sum, test) => sum + test.cases, 0);
  return { tests, asserts, funcs, stmts };
}

/** Wrappers that the grammar has and Python's own tree has not. */
const WRAPPERS = new Set(["DecoratedStatement", "StatementGroup"]);

function statementsAt(node: SyntaxNode): number {
  if (WRAPPERS.has(node.name)) return 0;
  if (node.name === "IfStatement") return 1 + node.getChildren("elif").length;
  return /Statement$|^(Function|Class|Type)Definition$/.test(node.name) ? 1 : 0;
}

function hasDocstring(parsed: Parsed, node: SyntaxNode): boolean {
  if (node.name === "Script") return docstringOf(parsed, node) !== null;
  const owner = node.name === "Body" ? node.parent?.name : undefined;
  const documented = owner === "FunctionDefinition" || owner === "ClassDefinition";
  return documented && docstringOf(parsed, node) !== null;
}

function isLibraryAssert(resolve: (node: SyntaxNode) => string, call: SyntaxNode): boolean {
  return (
    call.firstChild !== null && /^(numpy|torch)\.testing\.(\w+\.)*assert\w*$/.test(resolve(call.firstChild))
  );
}

/** Whether an item of the statement's head calls `pytest.raises`, `warns` or `approx`. */
function expectsError(resolve: (node: SyntaxNode) => string, statement: SyntaxNode): boolean {
  return children(statement)
    .filter((node) => node.name !== "Body")
    .some((item) => mentionsExpectation(resolve, item));
}

function mentionsExpectation(resolve: (node: SyntaxNode) => string, item: SyntaxNode): boolean {
  const callee = item.name === "CallExpression" ? item.firstChild : null;
  if (callee && /^pytest\.(raises|warns|approx)$/.test(resolve(callee))) return true;
  return children(item).some((child) => mentionsExpectation(resolve, child));
}
