import * as z from "zod";
import type { Problem } from "./problem.ts";
import { nearest } from "./suggest.ts";
import type { YamlText } from "./yaml-text.ts";

type Issue = z.core.$ZodIssue;

/** Turns what a schema found into problems that name line, column and remedy. */
export function schemaProblems(
  file: string,
  yaml: YamlText,
  schema: z.ZodType,
  issues: readonly Issue[],
): Problem[] {
  return issues.flatMap((issue) => describe(file, yaml, schema, issue));
}

function describe(file: string, yaml: YamlText, schema: z.ZodType, issue: Issue): Problem[] {
  const base = { severity: "error", file } as const;
  const name = phrase(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({
      ...base,
      ...yaml.keyAt(issue.path, key),
      rule: "unknown-key",
      message: `\`${key}\` is not a key of ${issue.path.length === 0 ? "this file" : name}`,
      remedy: unknownKeyRemedy(key, known),
    }));
  }
  const where = yaml.at(issue.path);
  const found = valueAt(yaml.value, issue.path);
  const shown = issue.path.length === 0 ? "the file" : name;
  if (found === undefined && issue.path.length > 0) {
    const message = `${shown} is missing`;
    return [{ ...base, ...where, rule: "schema", message, remedy: `Add it: ${needOf(issue)}.` }];
  }
  return [
    {
      ...base,
      ...where,
      rule: "schema",
      message: `${shown} is ${show(found)}`,
      remedy: remedyOf(issue, found),
    },
  ];
}

function needOf(issue: Issue): string {
  if (isOwnMessage(issue)) return issue.message;
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  return issue.code === "invalid_type" ? `${wanted(issue.expected)} is needed` : "it is needed";
}

/** Whether the schema itself says what is wanted. */
function isOwnMessage({ message }: Issue): boolean {
  return !/^(Invalid|Too|Unrecognized|Expected)\b/.test(message);
}

function unknownKeyRemedy(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near ? `Did you mean \`${near}\`?` : `Remove it; the keys here are ${known.join(", ")}.`;
}

function remedyOf(issue: Issue, found: unknown): string {
  if (isOwnMessage(issue)) return sentence(issue.message);
  switch (issue.code) {
    case "invalid_type":
      return `Give ${wanted(issue.expected)} instead.`;
    case "invalid_value": {
      const known = issue.values.map(String);
      const near = typeof found === "string" ? nearest(found, known) : undefined;
      return `${near ? `Did you mean \`${near}\`? ` : ""}It is one of ${known.join(", ")}.`;
    }
    case "too_small":
      return issue.origin === "string"
        ? "Write something there."
        : `The least is ${issue.minimum}${issue.origin === "array" ? " in the list" : ""}.`;
    case "too_big":
      return `The most is ${issue.maximum}.`;
    default:
      return sentence(issue.message);
  }
}

const TYPES: Record<string, string> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  array: "a list",
  object: "a map of keys and values",
  record: "a map of keys and values",
};

function wanted(expected: string): string {
  return TYPES[expected] ?? expected;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null || value === undefined) return "empty";
  if (typeof value === "object") return "a map";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(first) ? first : `${first}.`;
}

/** "`stages[1].minutes`"; in a file that is one list, "`says` of entry 2". */
function phrase(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  const inner = (typeof first === "number" ? rest : path).reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text ? `${text}.${String(part)}` : String(part);
  }, "");
  if (typeof first !== "number") return `\`${inner}\``;
  return inner ? `\`${inner}\` of entry ${first + 1}` : `entry ${first + 1}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (step === undefined) return Object.keys(schema.shape);
  const inner = schema.shape[String(step)];
  return inner ? keysAt(inner, rest) : [];
}
