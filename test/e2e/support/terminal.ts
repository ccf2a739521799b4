import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** The terminal that is shown in the panel. */
export class Terminal {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The lines that are drawn, without blanks at their ends. */
  async text(): Promise<string> {
    const rows = await this.#page.locator(".terminal-wrapper.active .xterm-rows > div").allTextContents();
    return rows
      .map((row) => row.replaceAll("\u00a0", " ").trimEnd())
      .join("\n")
      .trimEnd();
  }

  /** Waits until this is among the lines that are drawn. */
  async shows(text: string | RegExp, limitMs?: number): Promise<string> {
    const has = (shown: string) => (typeof text === "string" ? shown.includes(text) : text.test(shown));
    return await eventually(
      `the terminal shows ${text}`,
      async () => {
        const shown = await this.text();
        return has(shown) ? shown : undefined;
      },
      limitMs,
    );
  }

  /** Types into the terminal, key by key. */
  async type(text: string): Promise<void> {
    await this.#page.locator(".terminal-wrapper.active .xterm").click();
    await this.#page.keyboard.type(text);
  }

  /** The names of the terminals, as their tabs show them. */
  async names(): Promise<string[]> {
    return await this.#page.locator(".terminal-tabs-entry, .single-terminal-tab").allInnerTexts();
  }
}
