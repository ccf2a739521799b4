import type { Problem } from "../problem.ts";
import type { ReadFile } from "../read-file.ts";
import { problemAt, type Rule } from "../valid-drill.ts";
import type { YamlPath } from "../yaml-text.ts";

/** Every id is used once in its list, and the folder is `<category>/<id>`. */
export const ids: Rule = ({ manifest, chaffs, folder }) => {
  const { value } = manifest;
  const lists = [
    ["stages", value.stages.map(({ id }) => id), "id"],
    ["files", value.files.map(({ path }) => path), "path"],
    ["signatures", value.signatures.map(({ name }) => name), "name"],
    ["clarifications", value.clarifications.map(({ id }) => id), "id"],
    ["edges", value.edges.map(({ id }) => id), "id"],
    ["follow_ups", value.follow_ups.map(({ id }) => id), "id"],
  ] as const;
  return [
    ...folderName(manifest, folder),
    ...lists.flatMap(([key, names, part]) => repeated(manifest, names, (index) => [key, index, part])),
    ...repeated(
      chaffs,
      chaffs.value.map(({ id }) => id),
      (index) => [index, "id"],
    ),
  ];
};

function repeated(
  file: ReadFile<unknown>,
  names: readonly string[],
  path: (index: number) => YamlPath,
): Problem[] {
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const finding = {
      rule: "unique-ids",
      message: `\`${name}\` stands here a second time`,
      remedy: "Rename one of them.",
    };
    return [problemAt(file, path(index), finding)];
  });
}

function folderName(
  manifest: ReadFile<{ readonly id: string; readonly category: string }>,
  folder: string,
): Problem[] {
  const parts = folder.split("/");
  const { id = "", category = "" } = manifest.value ?? {};
  const rule = "folder-name";
  const found: Problem[] = [];
  if (parts.at(-1) !== id) {
    const message = `the id is ${id}, the folder's name ${parts.at(-1)}`;
    found.push(problemAt(manifest, ["id"], { rule, message, remedy: "Give both the same name." }));
  }
  if (parts.length > 1 && parts.at(-2) !== category) {
    const message = `the category is ${category}, the folder above is ${parts.at(-2)}`;
    found.push(
      problemAt(manifest, ["category"], { rule, message, remedy: `Move the drill to ${category}/${id}.` }),
    );
  }
  return found;
}
