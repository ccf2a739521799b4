import type { SyntaxNode } from "@lezer/common";
import { type Parsed, textOf } from "./parse.ts";
import { children } from "./tree.ts";

/** A function or class with the decorators above it. */
export interface Definition {
  readonly kind: "function" | "class";
  readonly name: string;
  readonly node: SyntaxNode;
  readonly decorators: readonly SyntaxNode[];
}

/**
 * The functions and classes that a body defines, also below `if`, `try` and `with`, but not those inside
 * other functions and classes.
 */
export function definitionsIn(parsed: Parsed, body: SyntaxNode): Definition[] {
  return children(body).flatMap((node) => {
    const decorators = node.name === "DecoratedStatement" ? node.getChildren("Decorator") : [];
    const inner = node.name === "DecoratedStatement" ? node.lastChild : node;
    const kind = inner && kindOf(inner);
    if (inner && kind) return [{ kind, name: nameOf(parsed, inner), node: inner, decorators }];
    return /Statement$|^Body$/.test(node.name) ? definitionsIn(parsed, node) : [];
  });
}

function kindOf(node: SyntaxNode): Definition["kind"] | null {
  if (node.name === "FunctionDefinition") return "function";
  return node.name === "ClassDefinition" ? "class" : null;
}

function nameOf(parsed: Parsed, node: SyntaxNode): string {
  const name = node.getChild("VariableName");
  return name ? textOf(parsed, name) : "";
}

/** The docstring statement of a file, function or class body, if it has one. */
export function docstringOf(parsed: Parsed, body: SyntaxNode): SyntaxNode | null {
  let first: SyntaxNode | undefined = children(body).find(
    (node) => node.name !== ":" && node.name !== "Comment",
  );
  if (first?.name === "StatementGroup") first = first.firstChild ?? undefined;
  const value = first?.name === "ExpressionStatement" ? first.firstChild : null;
  if (value?.name !== "String" && value?.name !== "ContinuedString") return null;
  return /^[rRuU]?["']/.test(textOf(parsed, value)) ? value : null;
}
