import type { SyntaxNode } from "@lezer/common";
import { children } from "./tree.ts";

/**
 * Whether a node means that the text is not valid Python 3. The grammar is made for editors: it accepts
 * several unfinished forms, and calls an error a few that are complete (a bare `yield`, `case int():`).
 */
export function isError(node: SyntaxNode, text: string): boolean {
  if (node.type.isError) return !isGrammarGap(node, text);
  switch (node.name) {
    case "PrintStatement":
    case "ExecStatement":
      return true;
    case "String":
    case "FormatString":
      return !isClosed(text.slice(node.from, node.to));
    case "TryStatement":
      return !node.getChild("except") && !node.getChild("finally");
    case "AssignStatement":
      return children(node).some((part) => FIXED.has(part.name) && part.nextSibling?.name === "AssignOp");
    case "Script":
    case "Body":
      return !isAligned(node, text);
    default:
      return false;
  }
}

/** Expressions that nothing can be assigned to. */
const FIXED = new Set([
  "BinaryExpression",
  "UnaryExpression",
  "CallExpression",
  "Number",
  "String",
  "Boolean",
  "None",
]);

function isGrammarGap(error: SyntaxNode, text: string): boolean {
  const parent = error.parent;
  if (!parent) return false;
  const skipped = text.slice(error.from, error.to);
  if (skipped === "*") {
    return parent.name.endsWith("ComprehensionExpression") && error.nextSibling?.name === "VariableName";
  }
  if (skipped === ")") return parent.name === "PatternArgList";
  if (skipped !== "") return false;
  if (parent.name.startsWith("Yield")) return error.prevSibling?.name === "yield";
  return parent.name === "PatternArgList" || parent.parent?.name === "PatternArgList";
}

/** Whether a string literal ends with the quotes that it began with. */
function isClosed(literal: string): boolean {
  const quote = /^[a-zA-Z]{0,2}("""|'''|"|')/.exec(literal);
  if (!quote) return true;
  const body = literal.slice(quote[0].length);
  const marks = quote[1] ?? "";
  if (!body.endsWith(marks)) return false;
  return marks.length === 3 || !/(^|[^\\])(\\\\)*\n/.test(body);
}

/** Whether the statements of a block that begin a line begin it at the same column. */
function isAligned(block: SyntaxNode, text: string): boolean {
  let indent = block.name === "Script" ? "" : null;
  for (const statement of children(block)) {
    if (!/Statement$|Definition$|^StatementGroup$/.test(statement.name)) continue;
    const before = text.slice(text.lastIndexOf("\n", statement.from - 1) + 1, statement.from);
    if (/\S/.test(before)) continue;
    indent ??= before;
    if (before.replace("\f", "") !== indent && !isContinued(text, statement.from)) return false;
  }
  return true;
}

function isContinued(text: string, at: number): boolean {
  return /\\\r?\n[ \t]*$/.test(text.slice(Math.max(0, at - 200), at));
}
