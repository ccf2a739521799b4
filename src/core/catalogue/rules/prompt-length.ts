import { promptFile } from "../prompt-file.ts";
import { problemIn, type Rule } from "../valid-drill.ts";

const MOST = 250;

/** What an interviewer says is short. */
export const promptLength: Rule = ({ manifest, files }) =>
  manifest.value.stages.flatMap((_, index) => {
    const file = promptFile(manifest.value, index);
    const words = (files.get(file) ?? "").split(/\s+/).filter((word) => /\w/.test(word)).length;
    if (words <= MOST) return [];
    const message = `the text has ${words} words; the most is ${MOST}`;
    const remedy = "Cut it: what a candidate should ask for belongs under `clarifications`.";
    return [problemIn(file, { rule: "prompt-length", message, remedy })];
  });
