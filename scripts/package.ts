import { runMain } from "./bootstrap/problem.mjs";
import { build } from "./prepare/build.ts";
import { packageExtension } from "./prepare/vsix.ts";

await runMain(async () => {
  await build();
  console.log(await packageExtension());
  return 0;
});
