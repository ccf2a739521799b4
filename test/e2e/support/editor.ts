import { type BrowserContext, chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "../../../scripts/prepare/chromium.ts";
import { run } from "../../../scripts/prepare/run.ts";
import { DEFAULT_SETTINGS } from "../../../scripts/served/default-settings.ts";
import { makeWorld, type World } from "../../../scripts/served/editor-world.ts";
import { installInto, type ServedEditor, startServed } from "../../../scripts/served/served-editor.ts";
import { type Question, watchQuestions } from "./questions.ts";
import { Window } from "./window.ts";

/**
 * What a user of `npm start` has, and one thing more: the terminal draws its text into the page, where a test can read it.
 * Workspace Trust and everything else stay as they are.
 */
const SETTINGS = { ...DEFAULT_SETTINGS, "terminal.integrated.gpuAcceleration": "off" };

/** A served VS Code with the packaged extension installed, and a browser: a user's computer. */
export class Editor {
  /** Those that have been started and not stopped. */
  static readonly running: Set<Editor> = new Set();
  readonly world: World;
  /** Every question that the editor has asked in any window, in order. */
  readonly questions: Question[] = [];
  readonly #served: ServedEditor;
  readonly #context: BrowserContext;

  private constructor(world: World, served: ServedEditor, context: BrowserContext) {
    this.world = world;
    this.#served = served;
    this.#context = context;
  }

  /** Starts one with a fresh home, data home and profile, as `npm start` would. @param settings added to the user's */
  static async start(settings: Readonly<Record<string, unknown>> = {}): Promise<Editor> {
    const vsix = process.env.PD_VSIX;
    if (vsix === undefined) throw new Error("PD_VSIX is not set: start these tests with `npm run test:e2e`.");
    const world = makeWorld();
    await installInto(world.editorData, vsix);
    const served = await startServed({
      dataDir: world.editorData,
      settings: { ...SETTINGS, ...settings },
      env: world.env,
    });
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const editor = new Editor(world, served, context);
    Editor.running.add(editor);
    await watchQuestions(context, (question) => editor.questions.push(question));
    return editor;
  }

  /** Opens a window: an empty one, or one with this folder. */
  async openWindow(folder?: string): Promise<Window> {
    const page = await this.#context.newPage();
    await page.goto(folder === undefined ? this.#served.url : `${this.#served.url}&folder=${folder}`);
    const window = new Window(page);
    await window.ready();
    return window;
  }

  /** Keeps a picture of each window. */
  async shot(name: string): Promise<void> {
    const windows = this.#context.pages().map((page) => new Window(page));
    await Promise.all(windows.map((window, index) => window.shot(`${name}-${index + 1}`)));
  }

  /** Ends every extension host at once, as a crash would. */
  async killExtensionHosts(): Promise<number> {
    const { output } = await run("ps", ["-eo", "pid=,pgid=,args="]);
    const pids = output
      .split("\n")
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
      .filter(
        (found) => Number(found?.[2]) === this.#served.group && /--type=extensionHost/.test(found?.[3] ?? ""),
      )
      .map((found) => Number(found?.[1]));
    for (const pid of pids) process.kill(pid, "SIGKILL");
    return pids.length;
  }

  async stop(): Promise<void> {
    Editor.running.delete(this);
    await this.#context.browser()?.close();
    await this.#served.stop();
    this.world.dispose();
  }
}
