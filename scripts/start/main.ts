import { join } from "node:path";
import { parseArgs } from "node:util";
import { dataHome } from "../../src/store/home.ts";
import { alone } from "../bootstrap/alone.mjs";
import { Problem, runMain } from "../bootstrap/problem.mjs";
import { build } from "../prepare/build.ts";
import { bringDependencies } from "../prepare/dependencies.ts";
import { bringPython, REQUIREMENTS } from "../prepare/python.ts";
import { bringVSCode } from "../prepare/vscode.ts";
import { packageExtension } from "../prepare/vsix.ts";
import { findDesktop, openDesktop } from "./desktop.ts";
import { serve } from "./serve.ts";

const HELP = `npm start [-- options]

Prepares everything, installs Pair Drills and opens VS Code with it: the desktop's own, or one in the browser.

  --browser   serve VS Code to the browser even when there is a desktop VS Code
  --no-open   do not open anything, only say the address
  --help      this text`;

await runMain(async () => {
  const { browser, open, help } = readOptions();
  if (help) {
    console.log(HELP);
    return 0;
  }
  const desktop = browser ? undefined : await findDesktop();
  const vsix = await alone(async () => {
    await bringDependencies();
    await bringPython(join(dataHome(process.env, ""), "env"), [REQUIREMENTS]);
    if (desktop === undefined) await bringVSCode();
    await build();
    return await packageExtension();
  });
  return desktop === undefined ? await serve(vsix, open) : await openDesktop(desktop, vsix, open);
});

function readOptions(): { browser: boolean; open: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: "boolean", default: false },
        "no-open": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return { browser: values.browser, open: !values["no-open"], help: values.help };
  } catch (error) {
    throw new Problem(`${(error as Error).message}\n\n${HELP}`);
  }
}
