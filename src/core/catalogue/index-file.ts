import * as z from "zod";
import { type Drill, drill, INDEX_FORMAT, type PackIndex, packIndex } from "../../contract/drill.ts";

/** An index that this version cannot read; the message says what to do. */
export class IndexError extends Error {}

/** The text of an index file; the same index always gives the same text. */
export function indexText(index: PackIndex): string {
  return `${JSON.stringify(index)}\n`;
}

/** What lists show of a drill: checked at once. Everything else is checked when it is first asked for. */
const row = drill.pick({
  id: true,
  title: true,
  category: true,
  kind: true,
  skills: true,
  difficulty: true,
  minutes: true,
  requires: true,
  folder: true,
  hash: true,
  summary: true,
});
/** Lists of a hundred drills need a tenth of what the drills say; checking all of it would take ten times as long. */
const envelope = packIndex.extend({ drills: z.array(row.strip()) });

/**
 * Reads the text of an index file.
 * @throws IndexError when it is not an index of the format that this version reads; for a damaged detail of a
 * drill, when that is first asked for.
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
  const read = envelope.safeParse(value);
  if (!read.success) {
    throw new IndexError("The drill catalogue does not have the expected form. Build it again.");
  }
  const { drills } = value as { drills: readonly Readonly<Record<string, unknown>>[] };
  return { ...read.data, drills: drills.map(lazily) };
}

/** A drill whose details are checked together when one of them is first asked for. */
function lazily(raw: Readonly<Record<string, unknown>>): Drill {
  let whole: Drill | undefined;
  const details = (): Drill => {
    if (whole) return whole;
    const read = drill.safeParse(raw);
    if (!read.success) throw new IndexError(`The catalogue's entry of ${raw.id} is damaged. Build it again.`);
    whole = read.data;
    return whole;
  };
  const lazy: Record<string, unknown> = {};
  for (const key of Object.keys(raw)) {
    if (key in row.shape) lazy[key] = raw[key];
    else Object.defineProperty(lazy, key, { enumerable: true, get: () => details()[key as keyof Drill] });
  }
  return lazy as Drill;
}
