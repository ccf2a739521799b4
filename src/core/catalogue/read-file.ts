import type * as z from "zod";
import type { Problem } from "./problem.ts";
import { schemaProblems } from "./schema-problems.ts";
import { readYaml, type YamlText } from "./yaml-text.ts";

/** A YAML file that was read: its value if it is valid, its problems, and where everything stands. */
export interface ReadFile<T> {
  readonly file: string;
  readonly value: T | undefined;
  readonly yaml: YamlText;
  readonly problems: readonly Problem[];
}

/** Reads a YAML file by a schema. */
export function readFile<T>(file: string, text: string, schema: z.ZodType<T>): ReadFile<T> {
  const yaml = readYaml(text);
  if (yaml.mistakes.length > 0) {
    const problems = yaml.mistakes.map(
      ({ line, column, message }): Problem => ({
        rule: "yaml",
        severity: "error",
        file,
        line,
        column,
        message: `this is not valid YAML: ${message}`,
        remedy: "Correct the line; code is easiest to write as a double-quoted string.",
      }),
    );
    return { file, value: undefined, yaml, problems };
  }
  const result = schema.safeParse(yaml.value);
  if (result.success) return { file, value: result.data, yaml, problems: [] };
  return { file, value: undefined, yaml, problems: schemaProblems(file, yaml, schema, result.error.issues) };
}
