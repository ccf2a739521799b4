import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "../prepare/chromium.ts";
import { makeWorld } from "./editor-world.ts";
import { startServed } from "./served-editor.ts";

export interface ServedRun {
  /** the folder of the extension under test */
  extension: string;
  /** the CommonJS file whose `run()` is called */
  tests: string;
  settings: Readonly<Record<string, unknown>>;
  /** added to the extension host's environment */
  env?: NodeJS.ProcessEnv;
  limitMs: number;
}

export interface ServedOutcome {
  /** 0 when `run()` resolved, 1 when it rejected, 124 when it took too long, 125 when the editor ended */
  code: number;
  /** what the editor logged, noise included */
  log: string;
}

/**
 * Runs code inside the extension host of a fresh served VS Code, which Chromium opens: the editor's own automation driver
 * loads the extension from its folder, calls `run()` and says how it ended.
 */
export async function runInServedHost(options: ServedRun): Promise<ServedOutcome> {
  const { extension, tests, settings, env, limitMs } = options;
  const world = makeWorld();
  const editor = await startServed({
    dataDir: world.editorData,
    settings,
    env: { ...world.env, ...env },
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
    const remote = (path: string) => `vscode-remote://127.0.0.1:${editor.port}${path}`;
    const payload = JSON.stringify([
      ["extensionDevelopmentPath", remote(extension)],
      ["extensionTestsPath", remote(tests)],
      ["skipWelcome", "true"],
    ]);
    await page.goto(`${editor.url}&${new URLSearchParams({ folder: world.workspace, payload })}`);
    const late = new Promise<number>((done) => setTimeout(() => done(124), limitMs).unref());
    const code = await Promise.race([exited.promise, late, editor.ended.then(() => 125)]);
    return { code, log: log.join("\n") };
  } finally {
    await browser.close();
    await editor.stop();
    world.dispose();
  }
}
