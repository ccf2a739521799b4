import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../../scripts/bootstrap/paths.mjs";
import { Dialogs } from "./dialogs.ts";
import { Editors } from "./editors.ts";
import { eventually } from "./eventually.ts";
import { QuickInput } from "./quick-input.ts";
import { Terminal } from "./terminal.ts";
import { Tree } from "./tree.ts";
import { webviewWith } from "./webviews.ts";

const SHOTS = join(root, "test", "e2e", "shots");

/** One window of VS Code, seen and used as a person does. */
export class Window {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly dialogs: Dialogs;
  readonly editors: Editors;
  readonly terminal: Terminal;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.dialogs = new Dialogs(page);
    this.editors = new Editors(page);
    this.terminal = new Terminal(page);
  }

  /** Waits until the workbench is drawn and our extension is known. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await this.activityIcon("Pair Drills").waitFor({ timeout: 60_000 });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  activityIcon(title: string) {
    return this.page.locator(`.activitybar .action-label[aria-label^="${title}"]`).first();
  }

  /** Shows our side bar; a second call leaves it as it is. */
  async openSideBar(): Promise<void> {
    const isOpen = this.page.locator(".sidebar .composite.title h2", { hasText: /^Pair Drills/ });
    if (!(await isOpen.isVisible())) await this.activityIcon("Pair Drills").click();
    await isOpen.waitFor();
  }

  /** A tree view of the side bar by its title. */
  tree(title: string): Tree {
    return new Tree(this.page, title);
  }

  /** Runs a command as a person does: F1, its whole title, Enter. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.type(`>${title}`);
    await this.quickInput.choose(title);
  }

  /** Presses one of our keys: Ctrl+; and a letter. */
  async chord(letter: string): Promise<void> {
    await this.page.keyboard.press("Control+;");
    await this.page.keyboard.press(letter);
  }

  /** The texts in the status bar, left to right. */
  async statusTexts(): Promise<string[]> {
    return await this.page
      .locator(".statusbar-item")
      .evaluateAll((items) =>
        items
          .map((item) => (item as HTMLElement).innerText.replaceAll(/\s+/g, " ").trim())
          .filter((text) => text !== ""),
      );
  }

  /** A status bar item whose text contains this. */
  statusItem(text: string | RegExp) {
    return this.page.locator(".statusbar-item", { hasText: text }).first();
  }

  /** The frame of a webview (a prompt, a summary) that shows this text. */
  webview(text: string | RegExp) {
    return webviewWith(this.page, text);
  }

  /** Waits until the window's title contains this. */
  async title(text: string): Promise<void> {
    await eventually(`the window's title contains "${text}"`, async () =>
      (await this.page.title()).includes(text),
    );
  }

  /** Keeps a picture of the window: `test/e2e/shots/<name>.png`. */
  async shot(name: string): Promise<void> {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /** Closes the tab as a person does: the page hears of it, says goodbye, and may ask whether it is meant. */
  async close(): Promise<void> {
    this.page.once("dialog", (dialog) => void dialog.accept());
    const closed = this.page.waitForEvent("close");
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }
}
