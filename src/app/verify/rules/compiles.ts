import { problemAt, problemIn } from "../../../core/catalogue/valid-drill.ts";
import { chaffText } from "../plant.ts";
import type { ProofRule } from "./rule.ts";

/** Every Python file compiles, and so does every planted bug. */
export const compiles: ProofRule = ({ chaffs }, { compile }) =>
  Object.entries(compile).map(([name, { message, line }]) => {
    const index = chaffs.value.findIndex((chaff) => name.startsWith(chaffText(chaff, "")));
    if (index < 0) {
      const finding = {
        rule: "compiles",
        message: `this is not valid Python: ${message}`,
        remedy: "Correct it.",
      };
      return problemIn(name, finding, line ?? undefined);
    }
    return problemAt(chaffs, [index, "edits"], {
      rule: "chaff-compiles",
      message: `\`${chaffs.value[index]?.id}\` does not compile: ${message}${line ? ` in line ${line}` : ""}`,
      remedy: "A planted bug is code that runs; correct its `replace`.",
    });
  });
