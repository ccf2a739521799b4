// node run-server.ts <folder of bundled tests>: runs them in the extension host of a served VS Code.
import { join } from "node:path";
import { root } from "../../scripts/bootstrap/paths.mjs";
import { runInServedHost } from "../../scripts/served/run-in-host.ts";
import { HOST_SETTINGS } from "../../scripts/served/test-settings.ts";

const [tests = ""] = process.argv.slice(2);
const { code, log } = await runInServedHost({
  extension: root,
  tests: join(tests, "index.cjs"),
  settings: HOST_SETTINGS,
  limitMs: 300_000,
});
if (code > 1 || process.env.PD_VERBOSE) console.log(log);
process.exitCode = code;
