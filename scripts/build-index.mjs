// node scripts/build-index.mjs [pack] [index]: compiles a pack (drills/) into its index (dist/catalogue.json).
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPackFolder } from "../src/app/verify/pack-folder.ts";
import { compilePack } from "../src/core/catalogue/compile-pack.ts";
import { indexText } from "../src/core/catalogue/index-file.ts";

const root = dirname(import.meta.dirname);
const [pack = join(root, "drills"), file = join(root, "dist", "catalogue.json")] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith("--"));
const index = compilePack(readPackFolder(pack));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, indexText(index));
for (const { folder, problem } of index.broken) console.error(`${folder} is left out: ${problem}`);
console.log(`${index.drills.length} drills in the catalogue, ${index.broken.length} left out`);
