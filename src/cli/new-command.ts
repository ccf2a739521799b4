import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { HumanError } from "../app/errors.ts";
import { drillFolders } from "../app/verify/pack-folder.ts";
import { CATEGORIES, KINDS, slug } from "../contract/drill.ts";
import type { Command, World } from "./command.ts";
import { packYaml, skeleton } from "./skeleton.ts";
import { packAround } from "./verify-targets.ts";

/** `new`: a drill's folder with everything that is to be written. */
export const newDrill: Command = {
  name: "new",
  usage: "<id>",
  words: [1, 1],
  summary: "make the folder of a new drill; verify then says what to do next",
  details: "It is made in the pack around this folder, in ./drills, or in the pack named with --pack.",
  options: {
    pack: { type: "string", value: "folder", help: "the pack; made if it does not exist" },
    category: { type: "string", value: "name", help: `${CATEGORIES.join(", ")} (default: data)` },
    kind: { type: "string", value: "name", help: `${KINDS.join(", ")} (default: implement)` },
  },
  run: async ({ words: [id = ""], option }, world) => {
    if (!slug.safeParse(id).success) {
      throw new HumanError(
        `"${id}" cannot be an id. Use lower-case words joined by hyphens, such as ragged-batches.`,
      );
    }
    const category = oneOf("category", option("category") ?? "data", CATEGORIES);
    const kind = oneOf("kind", option("kind") ?? "implement", KINDS);
    const pack = packFor(option("pack"), world);
    const taken = existsSync(pack) ? drillFolders(pack).find((folder) => basename(folder) === id) : undefined;
    if (taken) throw new HumanError(`The pack already has ${taken}. Choose another id.`);
    const folder = join(pack, category, id);
    if (!existsSync(join(pack, "pack.yaml"))) {
      write(join(pack, "pack.yaml"), packYaml(basename(pack)));
    }
    for (const [path, text] of Object.entries(skeleton({ id, category, kind })))
      write(join(folder, path), text);
    const shown = relative(world.cwd, folder) || ".";
    world.say(`Made ${shown}. Now and after each step:\n\n  pair-drills verify ${shown}\n`);
    world.say("It says what to begin with. The guide is docs/authoring.md.");
    return { code: 0, data: { id, folder } };
  },
};

function packFor(named: string | undefined, { cwd }: World): string {
  if (named !== undefined) {
    const folder = resolve(cwd, named);
    if (existsSync(join(folder, "pack.yaml")) || slug.safeParse(basename(folder)).success) return folder;
    throw new HumanError(
      `A pack's folder has lower-case words joined by hyphens as its name, not "${basename(folder)}".`,
    );
  }
  const around = packAround(cwd);
  if (around) return around;
  const beside = join(cwd, "drills");
  if (existsSync(join(beside, "pack.yaml"))) return beside;
  throw new HumanError(
    "There is no pack here. Go into one, or name one with --pack; it is made if it does not exist.",
  );
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw new HumanError(`--${option} is one of ${known.join(", ")}, not "${value}".`);
  return found;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: "wx" });
}
