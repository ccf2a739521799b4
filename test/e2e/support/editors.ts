import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** The editors in the middle of a window. */
export class Editors {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The titles of the tabs in each group, left to right. */
  async tabs(): Promise<string[][]> {
    return await this.#page
      .locator(".editor-group-container")
      .evaluateAll((groups) =>
        groups.map((group) =>
          [...group.querySelectorAll(".tab")].map((tab) => tab.getAttribute("data-resource-name") ?? ""),
        ),
      );
  }

  tab(name: string) {
    return this.#page.locator(`.tab[data-resource-name="${name}"]`).first();
  }

  /** Waits until a file's editor is the one that has the cursor. */
  async cursorIn(name: string): Promise<void> {
    await this.#page
      .locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`)
      .waitFor();
  }

  /** Shows a file that has a tab and puts the cursor into it. */
  async focus(name: string): Promise<void> {
    await this.tab(name).click();
    await this.cursorIn(name);
  }

  /** The lines of a file that are drawn, as a person sees them. */
  async text(name: string): Promise<string> {
    const lines = await this.#text(name)
      .locator(".view-line")
      .evaluateAll((elements) =>
        elements
          .map((element) => ({
            top: Number.parseFloat((element as HTMLElement).style.top),
            text: element.textContent,
          }))
          .sort((one, other) => one.top - other.top)
          .map(({ text }) => text ?? ""),
      );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** Puts this text in place of all that is in a file, through the clipboard, and saves. */
  async replaceAll(name: string, text: string): Promise<void> {
    await this.focus(name);
    await this.#page.keyboard.press("ControlOrMeta+A");
    await this.#page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await this.#page.keyboard.press("ControlOrMeta+V");
    // The editor pastes when it has asked everybody who may have a say in it: later than the key was pressed.
    const last = text.trimEnd().split("\n").at(-1)?.trim() ?? "";
    await eventually(`the text is pasted into ${name}`, async () => (await this.text(name)).includes(last));
    await this.save();
  }

  /** Types at the end of a file, key by key, and does not save. */
  async typeAtEnd(name: string, text: string): Promise<void> {
    await this.focus(name);
    await this.#page.keyboard.press("ControlOrMeta+End");
    await this.#page.keyboard.type(text);
  }

  /** Saves the file that has the cursor, and waits until its tab is no longer marked. */
  async save(): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+S");
    await this.#page
      .locator(".editor-group-container.active .tab.active.dirty")
      .waitFor({ state: "detached" });
  }

  /** What decorations say after the ends of lines ("✗ expected 2, got 3"), without the empty ones. */
  async inlineTexts(name: string): Promise<string[]> {
    return await this.#text(name)
      .locator("span")
      .evaluateAll((spans) =>
        spans
          .flatMap((span) => ["::before", "::after"].map((part) => getComputedStyle(span, part).content))
          .filter((content) => content !== "none" && content !== "normal" && content !== '""')
          .map((content) => content.replace(/^"|"$/g, "").replaceAll("\u00a0", " ").trim()),
      );
  }

  #text(name: string) {
    return this.#page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"] .view-lines`).first();
  }
}
