import { outline } from "../../source/outline.ts";
import type { Problem } from "../problem.ts";
import { problemAt, type Rule } from "../valid-drill.ts";

/** A drill that says something about performance measures it, and only then. */
export const performance: Rule = ({ manifest, files }) => {
  const { value } = manifest;
  const marked = value.stages
    .filter(({ hidden }) =>
      outline(files.get(hidden) ?? "")?.tests.some(({ marks }) => marks.includes("perf")),
    )
    .map(({ id }) => id);
  const rule = "performance";
  const stated = value.performance;
  if (!stated) {
    return marked.map((id): Problem => {
      const message = `${id} has a test marked \`perf\`, but drill.yaml has no \`performance\``;
      return problemAt(manifest, ["stages"], {
        rule,
        message,
        remedy: "Add it: stage, sizes, and bound, memory or calls.",
      });
    });
  }
  const found: Problem[] = [];
  if (stated.bound === undefined && stated.memory === undefined && stated.calls === undefined) {
    const message = "`performance` has no bound";
    found.push(
      problemAt(manifest, ["performance"], { rule, message, remedy: "Add `bound`, `memory` or `calls`." }),
    );
  }
  if (!marked.includes(stated.stage)) {
    const message = `no hidden test of ${stated.stage} is marked \`perf\``;
    const remedy = "Mark the test that measures growth with `@pytest.mark.perf`, or correct the stage.";
    found.push(problemAt(manifest, ["performance", "stage"], { rule, message, remedy }));
  }
  return found;
};
