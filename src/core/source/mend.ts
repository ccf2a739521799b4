import type { SyntaxNodeRef, Tree } from "@lezer/common";

/**
 * The grammar knows neither `1.`, nor `with (open(a) as f, open(b) as g):`, nor `with x as (a, b):`.
 * Rewrites them, character for character, into forms of the same length that it knows; positions stay valid.
 */
export function mend(tree: Tree, text: string): string {
  const out = text.split("");
  tree.iterate({
    enter: (node: SyntaxNodeRef) => {
      if (node.name === "WithStatement") flatten(out, text, node.from);
      if (node.name === "Number" && endsInPoint(text, node.from, node.to)) out[node.to] = "0";
    },
  });
  return out.join("");
}

function endsInPoint(text: string, from: number, to: number): boolean {
  return text[to] === "." && !/[\w.]/.test(text[to + 1] ?? " ") && /^\d[\d_]*$/.test(text.slice(from, to));
}

function flatten(out: string[], text: string, from: number): void {
  const start = text.indexOf("with", from) + 4;
  const end = findColon(text, start);
  if (end < 0) return;
  const head = text.slice(start, end);
  if (/^\s*\(/.test(head) && head.trimEnd().endsWith(")") && closes(head)) {
    const open = start + head.indexOf("(");
    const close = start + head.lastIndexOf(")");
    blank(out, open, open + 1);
    blank(out, close, close + 1);
    for (const gap of head.matchAll(/#[^\n]*|\n|,(?=\s*\)\s*$)/g)) {
      blank(out, start + gap.index, start + gap.index + gap[0].length);
    }
  }
  for (const target of head.matchAll(/\bas\s+(\([^()]*\)|\w+(?:\.\w+|\[[^\]]*\])+)/g)) {
    const name = start + target.index + target[0].indexOf(target[1] ?? "");
    blank(out, name, name + (target[1]?.length ?? 0));
    out[name] = "_";
  }
}

/** The position of the colon that ends a statement's head, outside brackets and strings; -1 if none. */
function findColon(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "#") at = lineEnd(text, at);
    else if (char === '"' || char === "'") at = stringEnd(text, at);
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === ":" && depth === 0) return at;
    else if (char === "\n" && depth === 0) return -1;
  }
  return -1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return (end < 0 ? text.length : end) - 1;
}

function stringEnd(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote || text[at] === "\n") return at;
  }
  return text.length;
}

/** Whether the first bracket of a head is closed by its last one. */
function closes(head: string): boolean {
  let depth = 0;
  const body = head.trim();
  for (let at = 0; at < body.length; at++) {
    if (body[at] === "(") depth++;
    else if (body[at] === ")" && --depth === 0) return at === body.length - 1;
  }
  return false;
}

function blank(out: string[], from: number, to: number): void {
  for (let at = from; at < to; at++) out[at] = " ";
}
