import { parseArgs } from "node:util";
import { HumanError } from "../app/errors.ts";
import { PackError } from "../core/catalogue/compile-pack.ts";
import { IndexError } from "../core/catalogue/index-file.ts";
import { nearest } from "../core/catalogue/suggest.ts";
import type { Command, CommandInput, World } from "./command.ts";
import { COMMON, commandHelp, overview } from "./help.ts";

/** A mistake in how the program was called. */
class UsageError extends Error {}

/** Where a call's output goes. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Runs one call of the program.
 * @returns its exit code: 0 done, 1 the answer is no, 2 a mistake in the call, 3 something is missing
 */
export async function cli(
  argv: readonly string[],
  commands: readonly Command[],
  world: Omit<World, "say" | "json">,
  { out, err }: Streams,
): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      out(`${overview(commands, world.install.version)}\n`);
      return name === undefined ? 2 : 0;
    }
    if (name === "--version") {
      out(`${world.install.version}\n`);
      return 0;
    }
    const command = commands.find((one) => one.name === name);
    if (!command) throw unknownCommand(name, commands);
    const input = parse(command, rest);
    if (input.flag("help")) {
      out(`${commandHelp(command)}\n`);
      return 0;
    }
    checkWords(command, input.words);
    const json = input.flag("json");
    const say = json ? () => undefined : (line: string) => out(`${line}\n`);
    const outcome = await command.run(input, { ...world, json, say });
    if (json) out(`${JSON.stringify(outcome.data, null, 2)}\n`);
    return outcome.code;
  } catch (error) {
    if (error instanceof UsageError) {
      err(`${error.message}\n`);
      return 2;
    }
    if (error instanceof HumanError || error instanceof PackError || error instanceof IndexError) {
      err(`${error.message}\n`);
      return 3;
    }
    err(`This is a mistake of Pair Drills, not yours. Please report it with the lines below.\n`);
    err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 70;
  }
}

function parse(command: Command, args: readonly string[]): CommandInput {
  const options = { ...command.options, ...COMMON };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return {
      words: positionals,
      flag: (name) => values[name] === true,
      option: (name) => {
        const value = values[name];
        return typeof value === "string" ? value : undefined;
      },
    };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const [, option = ""] = /'--?([\w-]+)/.exec(text) ?? [];
    const near = nearest(option, Object.keys(options));
    const hint = near && near !== option ? ` Did you mean --${near}?` : "";
    const first = text.split(". ")[0] ?? text;
    throw new UsageError(`${first}.${hint} See: pair-drills ${command.name} --help`);
  }
}

function checkWords({ name, usage, words: [least, most] }: Command, words: readonly string[]): void {
  if (words.length >= least && words.length <= most) return;
  const what = words.length < least ? "Something is missing" : `\`${words[most]}\` is one word too many`;
  throw new UsageError(`${what}. Usage: pair-drills ${`${name} ${usage}`.trim()}`);
}

function unknownCommand(name: string, commands: readonly Command[]): UsageError {
  const names = commands.map((command) => command.name);
  const near = nearest(name, names);
  const hint = near ? `Did you mean ${near}?` : `The commands are ${names.join(", ")}.`;
  return new UsageError(`There is no command ${name}. ${hint}`);
}
