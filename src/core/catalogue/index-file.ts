import { INDEX_FORMAT, type PackIndex, packIndex } from "../../contract/drill.ts";

/** An index that this version cannot read; the message says what to do. */
export class IndexError extends Error {}

/** The text of an index file; the same index always gives the same text. */
export function indexText(index: PackIndex): string {
  return `${JSON.stringify(index)}\n`;
}

/**
 * Reads the text of an index file.
 * @throws IndexError when it is not an index of the format that this version reads.
 */
export function parseIndex(text: string): PackIndex {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new IndexError("The drill catalogue is damaged. Build it again, or install the extension again.");
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > INDEX_FORMAT) {
    throw new IndexError(
      `The drill catalogue has format ${format}; this version reads ${INDEX_FORMAT}. Update Pair Drills.`,
    );
  }
  const read = packIndex.safeParse(value);
  if (!read.success) {
    throw new IndexError("The drill catalogue does not have the expected form. Build it again.");
  }
  return read.data;
}
