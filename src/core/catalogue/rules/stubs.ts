import { outline } from "../../source/outline.ts";
import { mainFile } from "../layout.ts";
import type { Problem } from "../problem.ts";
import { problemAt, type Rule } from "../valid-drill.ts";

/** Each name that a stage adds has a signature, and is there when the stage opens. */
export const stubs: Rule = ({ manifest, files }) => {
  const { value } = manifest;
  const defined = outline(files.get(`starter/${mainFile(value)}`) ?? "")?.names ?? [];
  const signatures = new Map(
    value.signatures.map((signature, index) => [signature.name, { ...signature, index }]),
  );
  const stages = value.stages.flatMap((stage, index) =>
    stage.adds.flatMap((name): Problem[] => {
      const where = ["stages", index, "adds"];
      const signature = signatures.get(name);
      if (!signature) {
        const message = `${stage.id} adds \`${name}\`, which has no signature`;
        return [
          problemAt(manifest, where, { rule: "signature", message, remedy: "Add it to `signatures`." }),
        ];
      }
      const [top = name] = name.split(".");
      if (index === 0 || signature.stub !== undefined || defined.includes(top)) return [];
      const message = `${stage.id} adds \`${name}\`, but nothing of it is written into the candidate's file`;
      const remedy = "Give its signature a `stub`: complete Python that is appended when the stage opens.";
      return [problemAt(manifest, where, { rule: "stage-stub", message, remedy })];
    }),
  );
  const wrong = value.signatures.flatMap(({ name, stub }, index): Problem[] => {
    if (stub === undefined) return [];
    const names = outline(stub)?.names;
    if (names?.includes(name.split(".")[0] ?? name)) return [];
    const message = names
      ? `the stub of \`${name}\` does not define it`
      : `the stub of \`${name}\` is not valid Python`;
    const remedy = "Write the whole function with its docstring and `raise NotImplementedError`.";
    return [problemAt(manifest, ["signatures", index, "stub"], { rule: "stage-stub", message, remedy })];
  });
  return [...stages, ...wrong];
};
