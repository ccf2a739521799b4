import { applyEdits } from "../apply-edits.ts";
import { isBase, mainFile, wheatsOf } from "../layout.ts";
import type { Problem } from "../problem.ts";
import { problemAt, problemIn, type Rule } from "../valid-drill.ts";

const LEAST = 6;

/** There are enough planted bugs, of both levels. */
export const chaffCount: Rule = ({ chaffs }) => {
  const list = chaffs.value;
  const found: Problem[] = [];
  if (list.length < LEAST) {
    const message = `${list.length} planted bug${list.length === 1 ? "" : "s"}; the least is ${LEAST}`;
    const remedy = "Plant the mistakes that you have seen people make in this problem.";
    found.push(problemIn(chaffs.file, { rule: "chaff-count", message, remedy }));
  }
  const levels = new Set(list.filter(isBase).map(({ level }) => level));
  for (const level of ["basic", "subtle"] as const) {
    if (levels.has(level)) continue;
    const message = `no base chaff is ${level}`;
    const remedy = "Scores of own tests are uncertain with one level only; add one of the other.";
    found.push(problemIn(chaffs.file, { rule: "chaff-levels", severity: "warning", message, remedy }));
  }
  return found;
};

/** Each edit matches exactly once, and changes something. */
export const chaffApplies: Rule = (drill) => {
  const { manifest, chaffs } = drill;
  const wheat = wheatsOf(drill, manifest.value)[0]?.files ?? {};
  return chaffs.value.flatMap((chaff, index): Problem[] => {
    const edited = applyEdits(wheat, chaff, mainFile(manifest.value));
    if ("problems" in edited) {
      return edited.problems.map(({ index: edit, file, matches }) => {
        const where = [index, "edits", edit, "find"];
        const rule = "chaff-applies";
        if (matches < 0) {
          const message = `\`${chaff.id}\` edits ${file}, which the reference has not`;
          return problemAt(chaffs, where, { rule, message, remedy: "Correct `file`." });
        }
        const message = `the text that \`${chaff.id}\` looks for stands ${matches} times in reference/${file}`;
        const remedy =
          matches === 0
            ? "Copy it from the file, blanks and line ends included."
            : "Make it longer, until it stands there once.";
        return problemAt(chaffs, where, { rule, message, remedy });
      });
    }
    if (Object.entries(edited.files).some(([path, text]) => wheat[path] !== text)) return [];
    const message = `\`${chaff.id}\` changes nothing`;
    return [
      problemAt(chaffs, [index], {
        rule: "chaff-differs",
        message,
        remedy: "Let `replace` differ from `find`.",
      }),
    ];
  });
};

/** `says` is one sentence. */
export const saysOneSentence: Rule = ({ chaffs }) =>
  chaffs.value.flatMap(({ id, says }, index) => {
    const plain = says.replace(/`[^`]*`/g, "code").replace(/\b(e\.g|i\.e|etc|vs)\./g, "$1");
    const ends = plain.match(/[.!?](?=\s|$)/g)?.length ?? 0;
    const rule = "says-one-sentence";
    const path = [index, "says"];
    if (ends === 0) {
      const message = `what \`${id}\` says has no full stop`;
      return [
        problemAt(chaffs, path, {
          rule,
          message,
          remedy: "Write one whole sentence that a candidate learns from.",
        }),
      ];
    }
    if (ends === 1 && /[.!?]$/.test(plain)) return [];
    const message = `what \`${id}\` says is more than one sentence`;
    return [
      problemAt(chaffs, path, { rule, message, remedy: "Keep the one from which a candidate learns most." }),
    ];
  });

/** Code with blanks and line ends is safest in double quotes. */
export const doubleQuoted: Rule = ({ chaffs }) =>
  chaffs.yaml.notDoubleQuoted(["find", "replace"]).map((position) => ({
    rule: "double-quoted",
    severity: "warning",
    file: chaffs.file,
    ...position,
    message: "code that is not in double quotes",
    remedy: 'Write it as "…\\n": block scalars lose blanks and line ends.',
  }));
