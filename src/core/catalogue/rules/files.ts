import { BLIND, mainFile, solutionFiles, testFiles } from "../layout.ts";
import { CHAFFS_FILE, LOCK_FILE, MANIFEST_FILE } from "../parse-drill.ts";
import type { Problem } from "../problem.ts";
import { promptFile } from "../prompt-file.ts";
import { problemAt, problemIn, type Rule, type ValidDrill } from "../valid-drill.ts";

/** Every file that the drill names or needs is there. */
export const filesExist: Rule = (drill) => {
  const { manifest, files } = drill;
  const { value } = manifest;
  const missing = (path: string, remedy: string, at: readonly PropertyKey[]): Problem[] =>
    files.has(path)
      ? []
      : [problemAt(manifest, at, { rule: "files-exist", message: `${path} is missing`, remedy })];
  const write = "Write it, or correct its name here.";
  return [
    ...roles(drill),
    ...value.files.flatMap(({ path }, index) => missing(`starter/${path}`, write, ["files", index])),
    ...solutionFiles(value).flatMap((path) =>
      missing(`reference/${path}`, "Write the solution that a strong engineer would be proud of.", ["files"]),
    ),
    ...testFiles(value).flatMap((path) =>
      missing(
        `reference/${path}`,
        "Write the tests that a strong candidate writes in the time: they are the par.",
        ["files"],
      ),
    ),
    ...value.stages.flatMap((stage, index) => [
      ...missing(stage.hidden, write, ["stages", index, "hidden"]),
      ...missing(promptFile(value, index), "Write what the interviewer says when the stage opens.", [
        "stages",
        index,
      ]),
    ]),
  ];
};

function roles({ manifest }: ValidDrill): Problem[] {
  return (["solution", "test"] as const).flatMap((role) => {
    if (manifest.value.files.some((file) => file.role === role)) return [];
    const message = `no file has the role \`${role}\``;
    const remedy = `List ${role === "test" ? "test_solution.py" : "solution.py"} with it.`;
    return [problemAt(manifest, ["files"], { rule: "files-exist", message, remedy })];
  });
}

/** Nothing lies in the folder that no part of the format knows. */
export const unexpectedFiles: Rule = ({ manifest, files }) => {
  const { value } = manifest;
  const known = new Set([
    MANIFEST_FILE,
    CHAFFS_FILE,
    LOCK_FILE,
    ...value.stages.flatMap((stage, index) => [stage.hidden, promptFile(value, index)]),
    ...value.files.map(({ path }) => `starter/${path}`),
    ...value.files.map(({ path }) => `reference/${path}`),
  ]);
  const single = solutionFiles(value).length === 1 && !mainFile(value).includes("/");
  const isKnown = (path: string): boolean =>
    known.has(path) ||
    path.startsWith("hidden/data/") ||
    BLIND.test(path) ||
    (single ? /^wheats\/[^/]+\.py$/ : /^(wheats\/[^/]+|reference)\/.+/).test(path);
  return [...files.keys()]
    .filter((path) => !isKnown(path))
    .map((path) => {
      const message = "nothing knows what this file is for";
      return problemIn(path, { rule: "unexpected-file", message, remedy: advice(path) });
    });
};

function advice(path: string): string {
  if (path.startsWith("starter/")) return "List it under `files` in drill.yaml, or remove it.";
  if (path.startsWith("hidden/")) {
    return "Name it as the `hidden` file of a stage, move data to hidden/data/, or remove it.";
  }
  if (/^stage-\d+\.md$/.test(path)) return "Add its stage to drill.yaml, or remove it.";
  return "Remove it.";
}
