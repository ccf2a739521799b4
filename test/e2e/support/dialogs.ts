import type { Page } from "playwright-core";

/** Modal dialogs and notifications. */
export class Dialogs {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The modal dialog, by a text that it contains. */
  modal(text: string | RegExp) {
    return this.#page.locator(".monaco-dialog-box", { hasText: text });
  }

  /** Waits for a modal dialog with this text and presses one of its buttons. */
  async answer(text: string | RegExp, button: string | RegExp): Promise<void> {
    await this.modal(text).locator(".monaco-button", { hasText: button }).first().click();
  }

  /** A notification, by a text that it contains. */
  notification(text: string | RegExp) {
    return this.#page.locator(".notification-toast", { hasText: text });
  }

  /** Waits for a notification with this text and presses one of its buttons. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).locator(`a.monaco-button:text-is("${button}")`).click();
  }

  /** The texts of the notifications that are shown. */
  async notifications(): Promise<string[]> {
    return await this.#page.locator(".notification-toast .notification-list-item-message").allInnerTexts();
  }
}
