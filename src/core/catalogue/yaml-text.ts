/** The one file that imports `yaml`: text to values that remember where they stood. */
import { isMap, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { Position } from "./problem.ts";

/** A way into a document: keys and list positions. */
export type YamlPath = readonly PropertyKey[];

/** A YAML file: its value, and where each part of it stands. */
export interface YamlText {
  readonly value: unknown;
  /** Mistakes in the YAML itself; the value is then undefined. */
  readonly mistakes: readonly (Position & { readonly message: string })[];
  /** Position of the value at a path, or of the nearest part around it that exists. */
  at(path: YamlPath): Position;
  /** Position of a key in the map at a path. */
  keyAt(path: YamlPath, key: string): Position;
  /** Position of each `|` or `>` block scalar and each plain or single-quoted text under a key of this name. */
  notDoubleQuoted(keys: readonly string[]): Position[];
}

const START: Position = { line: 1, column: 1 };

/** Reads one YAML document. Never throws: mistakes are part of the answer. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const positionOf = (node: unknown): Position | undefined => {
    const range = (node as Node | undefined)?.range;
    return range ? place(range[0]) : undefined;
  };
  const at = (path: YamlPath): Position => {
    for (let length = path.length; length > 0; length--) {
      const found = positionOf(document.getIn(path.slice(0, length), true));
      if (found) return found;
    }
    return positionOf(document.contents) ?? START;
  };
  const mistakes = document.errors.map((error) => ({
    ...place(error.pos[0]),
    message: error.message.split("\n")[0] ?? error.message,
  }));
  return {
    value: mistakes.length > 0 ? undefined : document.toJS(),
    mistakes,
    at,
    keyAt: (path, key) => {
      const map = path.length === 0 ? document.contents : document.getIn(path, true);
      if (!isMap(map)) return at(path);
      const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
      return positionOf(pair?.key) ?? at(path);
    },
    notDoubleQuoted: (keys) => {
      const found: Position[] = [];
      visit(document, {
        Pair: (_, pair) => {
          if (!isScalar(pair.key) || !keys.includes(String(pair.key.value)) || !isScalar(pair.value)) return;
          const quoted = pair.value.type === "QUOTE_DOUBLE";
          if (!quoted) found.push(positionOf(pair.value) ?? START);
        },
      });
      return found;
    },
  };
}
