import { problemAt, type Rule } from "../valid-drill.ts";

/** Stages are s1, s2, s3 … in order, and every other `stage` is one of them. */
export const stages: Rule = ({ manifest, chaffs }) => {
  const { value } = manifest;
  const known = value.stages.map(({ id }) => id);
  const order = known.flatMap((id, index) => {
    const wanted = `s${index + 1}`;
    if (id === wanted) return [];
    const message = `stage ${index + 1} is called ${id}`;
    return [
      problemAt(manifest, ["stages", index, "id"], {
        rule: "stage-order",
        message,
        remedy: `Call it ${wanted}.`,
      }),
    ];
  });
  if (order.length > 0) return order;
  const unknown = (stage: string) => ({
    rule: "known-stage",
    message: `there is no stage ${stage}`,
    remedy: `Use one of ${known.join(", ")}.`,
  });
  const lists = [
    ["clarifications", value.clarifications],
    ["follow_ups", value.follow_ups],
  ] as const;
  return [
    ...lists.flatMap(([key, list]) =>
      list.flatMap(({ stage }, index) =>
        known.includes(stage) ? [] : [problemAt(manifest, [key, index, "stage"], unknown(stage))],
      ),
    ),
    ...(value.performance && !known.includes(value.performance.stage)
      ? [problemAt(manifest, ["performance", "stage"], unknown(value.performance.stage))]
      : []),
    ...chaffs.value.flatMap(({ stage }, index) =>
      known.includes(stage) ? [] : [problemAt(chaffs, [index, "stage"], unknown(stage))],
    ),
  ];
};
