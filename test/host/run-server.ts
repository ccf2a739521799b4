// node run-server.ts <folder of bundled tests>: runs them in the extension host of a served VS Code, through Chromium.
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "../../scripts/bootstrap/paths.mjs";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/prepare/chromium.ts";
import { startServed } from "../../scripts/served/served-editor.ts";
import { makeWorld } from "../support/editor-world.ts";
import { HOST_SETTINGS } from "./host-settings.ts";

const LIMIT_MS = 300_000;

const [tests = ""] = process.argv.slice(2);
const world = makeWorld();
const editor = await startServed({
  dataDir: world.editorData,
  settings: HOST_SETTINGS,
  env: world.env,
  args: ["--enable-smoke-test-driver"],
});
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
try {
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  const exited = Promise.withResolvers<number>();
  const log: string[] = [];
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    log.push(`${type}: ${JSON.stringify(args).slice(0, 1000)}`);
  });
  await page.exposeFunction("codeAutomationExit", (code: number) => exited.resolve(code));
  await page.goto(`${editor.url}&${query()}`);
  const late = new Promise<number>((done) => setTimeout(() => done(124), LIMIT_MS).unref());
  process.exitCode = await Promise.race([exited.promise, late, editor.ended.then(() => 125)]);
  if (process.exitCode > 1 || process.env.PD_VERBOSE) console.log(log.join("\n"));
} finally {
  await browser.close();
  await editor.stop();
  world.dispose();
}

/** The window to open: our development folder as the extension, the bundled tests, an empty folder as the workspace. */
function query(): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${editor.port}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(root)],
    ["extensionTestsPath", remote(join(tests, "index.cjs"))],
    ["skipWelcome", "true"],
  ];
  return new URLSearchParams({ folder: world.workspace, payload: JSON.stringify(payload) }).toString();
}
