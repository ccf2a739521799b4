import { strict as assert } from "node:assert";
import { cycles, files, importsOf, json, read } from "./sources.ts";

const sources = files("src/**/*.ts", "media/panel/**/*.{ts,tsx}");
const imports = new Map(sources.map((file) => [file, importsOf(file)]));

/** Every import that a rule forbids, as "file imports thing". */
function forbidden(rule: (file: string, imported: string) => boolean): string[] {
  return [...imports].flatMap(([file, all]) =>
    all.filter((imported) => rule(file, imported)).map((imported) => `${file} imports ${imported}`),
  );
}

describe("boundaries", () => {
  it("the walk over imports sees them all", () => {
    assert.ok(imports.get("src/extension.ts")?.includes("vscode"));
    assert.ok(imports.get("src/extension.ts")?.includes("src/host/commands.ts"));
    const unknown = forbidden((_, imported) => imported.startsWith("src/") && !sources.includes(imported));
    assert.deepEqual(unknown, []);
  });

  it("a circle of files is found", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", ["a"]],
      ["d", []],
    ]);
    assert.deepEqual(cycles(graph), [["a", "b", "c", "a"]]);
  });

  it("no files import each other in a circle", () => {
    assert.deepEqual(cycles(imports), []);
  });

  it("the folders of core do not import one another, but for source", () => {
    const part = (path: string) => /^src\/core\/([^/]+)\//.exec(path)?.[1];
    const rule = (file: string, imported: string) => {
      const [from, to] = [part(file), part(imported)];
      return from !== undefined && to !== undefined && from !== to && to !== "source";
    };
    assert.deepEqual(forbidden(rule), []);
  });

  it("core and contract know neither the editor nor the disk nor the layers above", () => {
    const rule = (file: string, imported: string) =>
      /^src\/(core|contract)\//.test(file) &&
      /^(vscode$|node:|src\/(app|store|host|cli|server)\/)/.test(imported);
    assert.deepEqual(forbidden(rule), []);
  });

  it("only the host and the composition root import vscode", () => {
    const rule = (file: string, imported: string) =>
      imported === "vscode" && !/^src\/(host\/|extension\.ts$)/.test(file);
    assert.deepEqual(forbidden(rule), []);
  });

  it("no file is too long to be read in one go", () => {
    const all = files("{src,scripts,media}/**/*.{ts,tsx,mjs,py}", "*.mjs");
    const long = all.filter((file) => read(file).split("\n").length > 401);
    assert.ok(all.length > 100);
    assert.deepEqual(long, []);
  });

  it("the composition root is a table of contents", () => {
    assert.ok(read("src/extension.ts").split("\n").length <= 121);
  });

  it("every folder of TypeScript is a project that the compiler checks", () => {
    const { references } = json<{ references: { path: string }[] }>("tsconfig.json");
    const projects = references.map(({ path }) => `${path}/`);
    const unchecked = files("{src,scripts,test}/**/*.ts").filter(
      (file) =>
        !projects.some((project) =>
          project === "src/" ? /^src\/[^/]+$/.test(file) : file.startsWith(project),
        ),
    );
    assert.deepEqual(unchecked, []);
  });
});
