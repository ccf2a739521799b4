import type { Command, CommandOption } from "./command.ts";

/** Options that every command has. */
export const COMMON: Readonly<Record<string, CommandOption>> = {
  json: { type: "boolean", help: "print the answer as JSON, and nothing else" },
  help: { type: "boolean", short: "h", help: "show this help" },
};

/** What `--help` alone prints. */
export function overview(commands: readonly Command[], version: string): string {
  const rows = commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary] as const);
  return [
    `Pair Drills ${version}: live coding drills, without an editor.`,
    "",
    "Usage: pair-drills <command> [options]",
    "",
    ...table(rows),
    "",
    "`pair-drills <command> --help` says more. Every command has --json.",
    "Exit codes: 0 done, 1 the answer is no (a drill is refused, a light is not green), 2 a mistake in the call,",
    "3 something is missing (the message says what to do).",
  ].join("\n");
}

/** What `<command> --help` prints. */
export function commandHelp({ name, usage, summary, details, options }: Command): string {
  const rows = Object.entries({ ...options, ...COMMON }).map(([key, option]) => {
    const value = option.type === "string" ? ` <${option.value ?? "text"}>` : "";
    return [`${option.short ? `-${option.short}, ` : ""}--${key}${value}`, option.help] as const;
  });
  return [
    `Usage: pair-drills ${`${name} ${usage}`.trim()} [options]`,
    "",
    summary,
    ...(details ? ["", details] : []),
    "",
    ...table(rows),
  ].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`);
}
