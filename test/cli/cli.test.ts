import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HumanError } from "../../src/app/errors.ts";
import { cli } from "../../src/cli/cli.ts";
import type { Command, World } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { Install } from "../../src/cli/install.ts";
import { list } from "../../src/cli/list-command.ts";
import { INDEX_FORMAT, type PackIndex } from "../../src/contract/drill.ts";
import { indexText } from "../../src/core/catalogue/index-file.ts";
import { parseDrill } from "../../src/core/catalogue/parse-drill.ts";
import { Temporary } from "../support/temporary.ts";
import { tinyDrill } from "../support/tiny-drill.ts";

const echo: Command = {
  name: "echo",
  usage: "<word>",
  words: [1, 1],
  summary: "say a word",
  options: { loud: { type: "boolean", help: "say it loud" } },
  run: async ({ words: [word = ""], flag }, { say }) => {
    if (word === "human") throw new HumanError("The word is missing. Write one.");
    if (word === "bug") throw new TypeError("x is not a function");
    say(flag("loud") ? word.toUpperCase() : word);
    return { code: word === "no" ? 1 : 0, data: { word } };
  },
};

describe("the command line", () => {
  const temporary = new Temporary();
  after(() => temporary.dispose());

  async function call(argv: string[], commands: readonly Command[] = [echo], more: Partial<World> = {}) {
    const home = temporary.folder();
    const install: Install = {
      drills: join(home, "drills"),
      index: join(home, "catalogue.json"),
      runner: home,
      ownPython: home,
      cache: join(home, "cache"),
      version: "1.2.3",
      judge: () => "",
    };
    let out = "";
    let err = "";
    const world = { cwd: home, env: { PAIR_DRILLS_HOME: home }, install, width: 80, color: false, ...more };
    const code = await cli(argv, commands, world, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    });
    return { code, out, err };
  }

  it("runs a command with its words and options", async () => {
    assert.deepEqual(await call(["echo", "hello", "--loud"]), { code: 0, out: "HELLO\n", err: "" });
  });

  it("prints JSON, and nothing else, with --json", async () => {
    assert.deepEqual(await call(["echo", "no", "--json"]), {
      code: 1,
      out: '{\n  "word": "no"\n}\n',
      err: "",
    });
  });

  for (const [what, argv, code, message] of [
    ["an unknown command", ["ehco"], 2, "There is no command ehco. Did you mean echo?\n"],
    [
      "an unknown option",
      ["echo", "x", "--lod"],
      2,
      "Unknown option '--lod'. Did you mean --loud? See: pair-drills echo --help\n",
    ],
    ["a missing word", ["echo"], 2, "Something is missing. Usage: pair-drills echo <word>\n"],
    ["a word too many", ["echo", "a", "b"], 2, "`b` is one word too many. Usage: pair-drills echo <word>\n"],
    ["something that is missing", ["echo", "human"], 3, "The word is missing. Write one.\n"],
  ] as const) {
    it(`answers ${what} in one sentence`, async () => {
      assert.deepEqual(await call([...argv]), { code, out: "", err: message });
    });
  }

  it("owns up to its own mistakes", async () => {
    const { code, err } = await call(["echo", "bug"]);
    assert.equal(code, 70);
    assert.match(err, /^This is a mistake of Pair Drills, not yours\..*\nTypeError: x is not a function/);
  });

  it("has help for everything, without a command being run", async () => {
    const overview = await call(["--help"], COMMANDS);
    assert.equal(overview.code, 0);
    for (const { name, usage, summary } of COMMANDS) {
      assert.ok(overview.out.includes(`${name} ${usage}`.trim()) && overview.out.includes(summary), name);
      const { code, out } = await call([name, "--help"], COMMANDS);
      assert.equal(code, 0);
      assert.ok(out.startsWith(`Usage: pair-drills ${name}`) && out.includes("--json"), out);
    }
    assert.equal((await call([])).code, 2);
    assert.equal((await call(["--version"])).out, "1.2.3\n");
  });

  describe("list", () => {
    const manifest = parseDrill({
      folder: "data/clip-span",
      files: new Map(Object.entries(tinyDrill())),
      hash: "",
    }).manifest.value;
    assert.ok(manifest);
    const drill = {
      ...manifest,
      folder: "data/clip-span",
      hash: "h",
      tests: { s1: 4, s2: 2 },
      baseline: { tests: 1, asserts: 1, funcs: 1, stmts: 1 },
      summary: "",
    };
    const index: PackIndex = {
      format: INDEX_FORMAT,
      pack: { schema: 1, id: "tiny", title: "Tiny", version: "1.0.0" },
      drills: [
        drill,
        { ...drill, id: "other", title: "Another", category: "tensor", skills: ["shapes"], difficulty: 5 },
      ],
      broken: [{ folder: "data/broken", problem: "drill.yaml is missing." }],
    };
    const lists = (argv: string[]) => {
      const home = temporary.folder();
      const install = { index: join(home, "catalogue.json"), cache: join(home, "cache") };
      writeFileSync(install.index, indexText(index));
      return call(["list", ...argv], [list], {
        install: { ...install, version: "1.2.3" } as Install,
        cwd: home,
      });
    };

    it("gives the promised JSON: one array, these keys", async () => {
      const rows = JSON.parse((await lists(["--json"])).out) as object[];
      assert.deepEqual(rows[0], {
        id: "clip-span",
        title: "Clip values and measure their span",
        category: "data",
        kind: "implement",
        difficulty: 1,
        minutes: 15,
        requires: [],
        skills: ["lists"],
        state: "new",
      });
      assert.equal(rows.length, 2);
    });

    it("shows people a table, and what is broken", async () => {
      const { out } = await lists([]);
      assert.equal(
        out,
        [
          "clip-span   new   data     ●○○○○   15 min   Clip values and measure their span",
          "other       new   tensor   ●●●●●   15 min   Another",
          "",
          "data/broken cannot be used: drill.yaml is missing.",
          "",
        ].join("\n"),
      );
    });

    it("finds drills by a text", async () => {
      assert.deepEqual(
        (JSON.parse((await lists(["SHAPE", "--json"])).out) as { id: string }[]).map(({ id }) => id),
        ["other"],
      );
      assert.match((await lists(["zzz"])).out, /^No drill contains "zzz"\./);
    });

    it("lists a pack of others, and says when the catalogue is missing", async () => {
      const pack = temporary.folder();
      writeFileSync(join(pack, "pack.yaml"), "schema: 1\nid: mine\ntitle: Mine\nversion: 0.1.0\n");
      const file = join(pack, "data", "x", "drill.yaml");
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, "schema: 1\n");
      assert.match(
        (await call(["list", "--pack", pack], [list])).out,
        /There is no drill yet\.\n\ndata\/x cannot be used: drill\.yaml/,
      );
      assert.match(
        (await call(["list"], [list])).err,
        /catalogue\.json is missing\. Make it with `npm run build`/,
      );
    });
  });
});
