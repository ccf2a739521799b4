import type { SyntaxNode } from "@lezer/common";
import { type Definition, definitionsIn } from "./definitions.ts";
import { dottedName } from "./names.ts";
import { type Parsed, textOf } from "./parse.ts";
import { children } from "./tree.ts";

/** A test as pytest would collect it. */
export interface TestFunction {
  readonly definition: Definition;
  /** How many cases its `parametrize` lists make, 1 where they are not literal. */
  readonly cases: number;
}

/** The tests of a file: `test_*` functions, and those of `Test*` and `TestCase` classes. */
export function readTests(parsed: Parsed): TestFunction[] {
  return testsIn(parsed, parsed.tree.topNode, 1);
}

function testsIn(parsed: Parsed, body: SyntaxNode, factor: number): TestFunction[] {
  return definitionsIn(parsed, body).flatMap((definition) => {
    const cases = factor * casesOf(parsed, definition);
    if (definition.kind === "function")
      return definition.name.startsWith("test_") ? [{ definition, cases }] : [];
    const inner = definition.node.getChild("Body");
    return inner && isTestClass(parsed, definition) ? testsIn(parsed, inner, cases) : [];
  });
}

function isTestClass(parsed: Parsed, definition: Definition): boolean {
  if (definition.name.startsWith("Test")) return true;
  const bases = definition.node.getChild("ArgList");
  return bases !== null && children(bases).some((base) => /TestCase$/.test(dottedName(parsed, base) ?? ""));
}

function casesOf(parsed: Parsed, definition: Definition): number {
  return definition.decorators.reduce((product, node) => product * literalLength(parsed, node), 1);
}

/** Length of the list of values of one `parametrize` decorator; 1 for anything else. */
function literalLength(parsed: Parsed, decorator: SyntaxNode): number {
  const args = decorator.getChild("ArgList");
  const names = decorator.getChildren("VariableName");
  const last = names.at(-1);
  if (!args || !last || textOf(parsed, last) !== "parametrize") return 1;
  const values = argument(parsed, args, 1, "argvalues");
  if (values?.name !== "ArrayExpression" && values?.name !== "TupleExpression") return 1;
  const items = children(values).filter((node) => !/^[[\](),]$|^Comment$/.test(node.name));
  return items.some((node) => node.name === "*") ? 1 : items.length;
}

/** An argument of a call, by position or by keyword. */
function argument(parsed: Parsed, args: SyntaxNode, position: number, keyword: string): SyntaxNode | null {
  const groups: SyntaxNode[][] = [[]];
  for (const node of children(args)) {
    if (node.name === ",") groups.push([]);
    else if (!/^[()]$|^Comment$/.test(node.name)) groups.at(-1)?.push(node);
  }
  const named = groups.find(
    ([name, equals]) => name && equals?.name === "AssignOp" && textOf(parsed, name) === keyword,
  );
  if (named) return named[2] ?? null;
  const plain = groups[position];
  return plain?.length === 1 ? (plain[0] ?? null) : null;
}
