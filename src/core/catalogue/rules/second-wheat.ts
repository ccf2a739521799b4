import { wheatsOf } from "../layout.ts";
import { problemIn, type Rule } from "../valid-drill.ts";

/** One reference is not enough: a second solution shows which tests ask for more than was said. */
export const secondWheat: Rule = (drill) => {
  const [reference, ...others] = wheatsOf(drill, drill.manifest.value);
  const rule = "second-wheat";
  const remedy = "Write one in wheats/ that differs from the reference wherever the prompt is silent.";
  if (others.length === 0) {
    return [problemIn("wheats/", { rule, message: "there is no second solution", remedy })];
  }
  const texts = (files: Readonly<Record<string, string>> | undefined): string =>
    JSON.stringify(Object.entries(files ?? {}));
  return others
    .filter(({ files }) => texts(files) === texts(reference?.files))
    .map(({ place }) => problemIn(place, { rule, message: "this is the reference once more", remedy }));
};
