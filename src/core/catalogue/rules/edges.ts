import { isBase } from "../layout.ts";
import { problemAt, type Rule } from "../valid-drill.ts";

/** Each edge is shown by a base chaff, and each chaff's edge is listed. */
export const edges: Rule = ({ manifest, chaffs }) => {
  const listed = manifest.value.edges.map(({ id }) => id);
  const tagged = new Set(chaffs.value.filter(isBase).map(({ edge }) => edge));
  return [
    ...listed.flatMap((id, index) => {
      if (tagged.has(id)) return [];
      const message = `no planted bug shows the edge \`${id}\``;
      const remedy = `Give a chaff (not one of performance or robustness) \`edge: ${id}\`, or remove the edge.`;
      return [problemAt(manifest, ["edges", index], { rule: "edge-tagged", message, remedy })];
    }),
    ...chaffs.value.flatMap(({ edge }, index) => {
      if (edge === undefined || listed.includes(edge)) return [];
      const message = `drill.yaml lists no edge \`${edge}\``;
      const remedy =
        listed.length > 0 ? `Use one of ${listed.join(", ")}, or add it there.` : "Add it there.";
      return [problemAt(chaffs, [index, "edge"], { rule: "edge-known", message, remedy })];
    }),
  ];
};
