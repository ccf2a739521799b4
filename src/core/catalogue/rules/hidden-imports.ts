import { type ImportOutline, outline } from "../../source/outline.ts";
import type { Problem } from "../problem.ts";
import { problemIn, type ValidDrill } from "../valid-drill.ts";

/**
 * Hidden tests import only the standard library, pytest, what the drill requires, and the solution as a module,
 * so that a name of a later stage does not keep a whole file from being collected.
 * @param stdlib names of the standard library's modules
 */
export function hiddenImports({ manifest, files }: ValidDrill, stdlib: readonly string[]): Problem[] {
  const { value } = manifest;
  const own = value.files
    .filter(({ path }) => path.endsWith(".py"))
    .map(({ path }) => path.replace(/(\/__init__)?\.py$/, "").replaceAll("/", "."));
  const ownRoots = new Set(own.map((module) => module.split(".")[0]));
  const allowed = new Set([...stdlib, "pytest", ...value.requires, ...ownRoots]);
  const judge = (file: string, { module, names, line }: ImportOutline): Problem[] => {
    const root = module.split(".")[0] ?? "";
    if (!allowed.has(root)) {
      const what = module.startsWith(".") ? "another file of the drill" : `\`${root}\``;
      const remedy =
        "Hidden tests import only the standard library, pytest, what drill.yaml requires, and the solution.";
      return [problemIn(file, { rule: "hidden-imports", message: `it imports ${what}`, remedy }, line)];
    }
    const taken = names.filter((name) => !own.includes(`${module}.${name}`));
    if (!ownRoots.has(root) || taken.length === 0) return [];
    const message = `it takes ${taken.join(", ")} out of \`${module}\``;
    const remedy = `Write \`import ${module}\` and \`${module}.${taken[0]}\`: a missing name then fails one test, not the file.`;
    return [problemIn(file, { rule: "hidden-imports", message, remedy }, line)];
  };
  return value.stages.flatMap(({ hidden }) =>
    (outline(files.get(hidden) ?? "")?.imports ?? []).flatMap((found) => judge(hidden, found)),
  );
}
