import type { DrillManifest } from "../../contract/drill.ts";

/** Where a stage's text lies: as its manifest says, else `prompt.md` for the first and `stage-2.md` … after it. */
export function promptFile({ stages }: Pick<DrillManifest, "stages">, index: number): string {
  return stages[index]?.prompt ?? (index === 0 ? "prompt.md" : `stage-${index + 1}.md`);
}
