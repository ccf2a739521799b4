import { finish, open, run } from "./attempt-command-list.ts";
import type { Command } from "./command.ts";
import { list } from "./list-command.ts";
import { newDrill } from "./new-command.ts";
import { verify } from "./verify-command.ts";

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [list, open, run, finish, verify, newDrill];
