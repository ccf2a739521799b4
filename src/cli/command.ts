import type { ParseArgsOptionsConfig } from "node:util";
import type { Install } from "./install.ts";

/** What surrounds a command: where it was called, and where its words go. */
export interface World {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly install: Install;
  /** A line for the person; silent with `--json`. */
  readonly say: (line: string) => void;
  /** What the command is asked to print as JSON. */
  readonly json: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether the terminal shows colours. */
  readonly color: boolean;
}

/** One option of a command, as `node:util` parses it, and what it is for. */
export type CommandOption = ParseArgsOptionsConfig[string] & {
  readonly help: string;
  /** Name of the option's value in the help. */
  readonly value?: string;
};

/** The words after a command's name. */
export interface CommandInput {
  readonly words: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly option: (name: string) => string | undefined;
}

/** What a command came to. */
export interface Outcome {
  /** 0 = done; 1 = done, and the answer is no (a drill is refused, a stage is red). */
  readonly code: 0 | 1;
  /** What `--json` prints. */
  readonly data: unknown;
}

/** A command of the CLI. Add one to the list in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** The words after the name, as the help shows them: `<id> [folder]`. */
  readonly usage: string;
  /** Least and most number of words. */
  readonly words: readonly [number, number];
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for `<command> --help`. */
  readonly details?: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly run: (input: CommandInput, world: World) => Promise<Outcome>;
}
