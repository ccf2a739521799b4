import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** A tree view in the side bar. */
export class Tree {
  readonly #page: Page;
  readonly #title: string;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.#title = title;
  }

  get #pane() {
    return this.#page.locator(`.pane:has(> .pane-header[aria-label^="${this.#title} "])`);
  }

  /** Waits until the view is shown. */
  async visible(): Promise<void> {
    await this.#pane.waitFor();
  }

  /** The first row whose text contains this. */
  row(text: string | RegExp) {
    return this.#pane.locator(".monaco-list-row", { hasText: text }).first();
  }

  /** What the rows that are drawn say, top to bottom: label and description with one blank between. */
  async rows(): Promise<string[]> {
    return await this.#pane.locator(".monaco-list-row").evaluateAll((rows) =>
      rows
        .sort((one, other) => (one as HTMLElement).offsetTop - (other as HTMLElement).offsetTop)
        .map((row) => {
          const parts = [".label-name", ".label-description"].map(
            (part) => row.querySelector(part)?.textContent ?? "",
          );
          return parts.join(" ").replaceAll(/\s+/g, " ").trim();
        }),
    );
  }

  /** Waits until a row says this. */
  async shows(row: string | RegExp): Promise<void> {
    const says = (text: string) => (typeof row === "string" ? text.includes(row) : row.test(text));
    await eventually(`a row of ${this.#title} says ${row}`, async () => (await this.rows()).some(says));
  }

  /** The text that an empty view shows instead of rows. */
  async welcome(): Promise<string> {
    return await this.#pane.locator(".welcome-view-content").innerText();
  }

  /** Clicks one of the buttons that appear when the mouse is over a row. */
  async act(row: string | RegExp, action: string): Promise<void> {
    await this.row(row).hover();
    await this.row(row).locator(`.action-label[aria-label^="${action}"]`).click();
  }

  /** Clicks one of the buttons in the view's title, which is the side bar's when the view is alone in it. */
  async titleAction(action: string): Promise<void> {
    await this.#pane.hover();
    const label = `.action-label[aria-label^="${action}"]:visible`;
    const ofTheSideBar = this.#page.locator(`.sidebar .composite.title ${label}`);
    await this.#pane.locator(`> .pane-header ${label}`).or(ofTheSideBar).first().click();
  }
}
