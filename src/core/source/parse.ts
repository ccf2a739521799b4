/**
 * Python text to syntax tree. The grammar is lenient and lacks a few forms that Python has; both are mended
 * here, so that everybody else may ask one question: does it parse?
 */
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { mend } from "./mend.ts";
import { isError } from "./strict.ts";

/** A file that parses: its tree and the text that the tree's positions refer to. */
export interface Parsed {
  readonly tree: Tree;
  readonly text: string;
}

/**
 * Parses Python source.
 * @param text A whole file.
 * @returns The tree, or null when the text is not valid Python.
 */
export function parsePython(text: string): Parsed | null {
  const tree = parser.parse(text);
  if (isSound(tree, text)) return { tree, text };
  const mended = mend(tree, text);
  if (mended === text) return null;
  const second = parser.parse(mended);
  return isSound(second, mended) ? { tree: second, text } : null;
}

/** The source of a node. */
export function textOf(parsed: Parsed, node: SyntaxNode): string {
  return parsed.text.slice(node.from, node.to);
}

function isSound(tree: Tree, text: string): boolean {
  let sound = true;
  tree.iterate({
    enter: (node) => {
      if (sound && isError(node.node, text)) sound = false;
      return sound;
    },
  });
  return sound;
}
