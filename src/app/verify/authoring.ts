/** What the extension loads only for packs that their author or another person brings: `dist/authoring.js`. */
export { fileCache } from "./cache.ts";
export type { DrillReport } from "./report.ts";
export { readUserPack } from "./user-pack.ts";
export { type VerifyOptions, verifyPack } from "./verify-pack.ts";
