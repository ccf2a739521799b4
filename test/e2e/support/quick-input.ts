import type { Page } from "playwright-core";

/** The box at the top: command palette, quick pick, input box. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #widget() {
    return this.#page.locator(".quick-input-widget:visible");
  }

  /** Waits for the box and replaces what is typed in it. */
  async type(text: string): Promise<void> {
    await this.#widget.locator("input.input").first().fill(text);
  }

  /** The labels in the list, once there is one. */
  async labels(): Promise<string[]> {
    await this.#widget.locator(".monaco-list-row").first().waitFor();
    return await this.#widget.locator(".monaco-list-row .quick-input-list-row:first-child").allInnerTexts();
  }

  /** Clicks the first row that contains this text. */
  async choose(text: string): Promise<void> {
    await this.#widget.locator(".monaco-list-row", { hasText: text }).first().click();
  }

  /** What the box asks: its title, placeholder and message. */
  async question(): Promise<string> {
    const title = await this.#widget.locator(".quick-input-title").innerText();
    const placeholder = (await this.#widget.locator("input.input").first().getAttribute("placeholder")) ?? "";
    const message = await this.#widget.locator(".quick-input-message").innerText();
    return [title, placeholder, message].filter((part) => part.trim() !== "").join(" · ");
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press("Enter");
  }

  async dismiss(): Promise<void> {
    await this.#page.keyboard.press("Escape");
  }

  async isOpen(): Promise<boolean> {
    return await this.#widget.isVisible();
  }
}
