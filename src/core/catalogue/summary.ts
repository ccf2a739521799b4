/** The first sentence of a Markdown text's body, as plain text, for lists and tooltips. */
export function firstSentence(markdown: string): string {
  const body = markdown.replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, "").split(/\n\s*\n/);
  const paragraph =
    body.map((block) => block.replace(/^#.*$/gm, "").trim()).find((block) => /\w/.test(block)) ?? "";
  const plain = paragraph
    .replace(/^>\s?/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?[.?!](?=\s|$|["”’)])["”’)]?/.exec(plain)?.[0] ?? plain;
}
