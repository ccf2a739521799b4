import assert from "node:assert/strict";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli } from "../../src/cli/cli.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { findInstall } from "../../src/cli/install.ts";
import { Temporary } from "../support/temporary.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const GUIDE = readFileSync(join(ROOT, "docs", "authoring.md"), "utf8");
const DRILL = "my-drills/llm-systems/ctc-collapse";

/** A fenced block of the guide that has something to do. */
interface Block {
  /** `console`, or the file that it is the text of. */
  readonly what: string;
  readonly append: boolean;
  readonly text: string;
}

function blocksOf(guide: string): Block[] {
  return [...guide.matchAll(/^```(\w+)(?: (\S+))?( append)?\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", file, append, text = ""]) => ({
      what: file ?? language,
      append: append !== undefined,
      text,
    }),
  );
}

/** Lines without what differs from run to run: times, and blanks at the ends. */
const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.replace(/ {3}\d+\.\d s$/, "").trimEnd())
    .filter(Boolean);

describe("the authors' guide", function () {
  this.timeout(60_000);
  const temporary = new Temporary();
  after(() => temporary.dispose());

  it("leads from blank to a proven drill, and verify says what the guide says it says", async () => {
    const cwd = temporary.folder();
    const env = {
      ...process.env,
      PAIR_DRILLS_HOME: cwd,
      PAIR_DRILLS_PYTHON: process.env.PAIR_DRILLS_TEST_PYTHON ?? "python3",
    };
    const world = {
      cwd,
      env,
      install: findInstall(join(ROOT, "src", "cli", "main.ts"), env),
      width: 160,
      color: false,
    };
    let calls = 0;
    for (const { what, append, text } of blocksOf(GUIDE)) {
      if (what !== "console") {
        const path = join(cwd, DRILL, what);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, append ? readFileSync(path, "utf8") + text : text);
        continue;
      }
      const [command = "", ...expected] = lines(text);
      const argv = command.replace("$ pair-drills ", "").split(" ");
      let out = "";
      const print = (part: string): void => {
        out += part;
      };
      await cli(argv, COMMANDS, world, { out: print, err: print });
      calls += 1;
      const printed = lines(out);
      let at = 0;
      for (const line of expected) {
        const next = printed.indexOf(line, at);
        assert.notEqual(
          next,
          -1,
          `after "${command}" this line is missing, or out of order:\n${line}\n\nprinted:\n${out}`,
        );
        at = next + 1;
      }
    }
    assert.equal(calls, 4);
  });

  it("explains every rule, and no other", () => {
    const sources = globSync("src/{core/catalogue,app/verify}/**/*.ts", { cwd: ROOT });
    const rules = sources.flatMap((path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      const named = [
        ...text.matchAll(/\brule(?: =|:) "([a-z-]+)"/g),
        ...text.matchAll(/\bsay\(\s*"([a-z-]+)"/g),
      ];
      const chosen = [...text.matchAll(/\brule: \w+ \? "([a-z-]+)" : "([a-z-]+)"/g)];
      return [...named.map(([, rule]) => rule), ...chosen.flatMap(([, one, other]) => [one, other])];
    });
    const table = /## What verify proves\n([\s\S]*?)\n## /.exec(GUIDE)?.[1] ?? "";
    const explained = table
      .split("\n")
      .filter((row) => row.startsWith("| `"))
      .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, rule]) => rule));
    assert.deepEqual([...new Set(explained)].sort(), [...new Set(rules)].sort());
    assert.ok(rules.length > 30);
  });
});
