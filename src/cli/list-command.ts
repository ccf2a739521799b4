import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { HumanError } from "../app/errors.ts";
import type { AttemptStore } from "../app/ports.ts";
import { readUserPack } from "../app/verify/user-pack.ts";
import type { Drill, PackIndex } from "../contract/drill.ts";
import { type DrillState, drillState } from "../core/attempt/summary.ts";
import { dots } from "../core/catalogue/dots.ts";
import { parseIndex } from "../core/catalogue/index-file.ts";
import type { Command, World } from "./command.ts";
import { openStore } from "./open-store.ts";

/** One row of `list --json`. */
type Row = Pick<
  Drill,
  "id" | "title" | "category" | "kind" | "difficulty" | "minutes" | "requires" | "skills"
> & {
  readonly state: DrillState;
};

/** `list`: every drill and what became of it. */
export const list: Command = {
  name: "list",
  usage: "[text]",
  words: [0, 1],
  summary: "list the drills and how far you are with each",
  details: "With a text, only drills whose id, title, category or skills contain it.",
  options: {
    pack: { type: "string", value: "folder", help: "list this pack in place of the built-in one" },
  },
  run: async ({ words: [text], option }, world) => {
    const index = readIndex(option("pack"), world);
    const rows = rowsOf(index, openStore(world.env)).filter((row) => matches(row, text ?? ""));
    for (const line of lines(rows, text)) world.say(line);
    for (const { folder, problem } of index.broken) world.say(`\n${folder} cannot be used: ${problem}`);
    return { code: 0, data: rows };
  },
};

function readIndex(pack: string | undefined, { cwd, install }: World): PackIndex {
  if (pack !== undefined) return readUserPack(resolve(cwd, pack), install.cache);
  if (!existsSync(install.index)) {
    throw new HumanError(
      `${install.index} is missing. Make it with \`npm run build\`, or install Pair Drills again.`,
    );
  }
  return parseIndex(readFileSync(install.index, "utf8"));
}

function rowsOf(index: PackIndex, store: AttemptStore): Row[] {
  const attempts = store.summaries().filter(({ pack }) => pack === index.pack.id);
  return index.drills.map(({ id, title, category, kind, difficulty, minutes, requires, skills }) => {
    const state = drillState(attempts.filter(({ drill }) => drill === id));
    return { id, title, category, kind, difficulty, minutes, requires, skills, state };
  });
}

function matches({ id, title, category, skills }: Row, text: string): boolean {
  return [id, title, category, ...skills].some((word) => word.toLowerCase().includes(text.toLowerCase()));
}

function lines(rows: readonly Row[], text: string | undefined): string[] {
  if (rows.length === 0) return [text ? `No drill contains "${text}".` : "There is no drill yet."];
  const cells = rows.map(
    ({ id, state, category, difficulty, minutes, title }) =>
      [id, state, category, dots(difficulty), `${minutes} min`, title] as const,
  );
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd(),
  );
}
