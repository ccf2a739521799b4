import type { Workbench } from "./ports.ts";

/** Name of the prompt in an attempt's folder. */
export const PROMPT_FILE = "prompt.md";

/** The attempt's `prompt.md`: one write at a time, and the latest text last, whoever asked for it. */
export class PromptFile {
  readonly #workbench: Workbench;
  #wanted: string | null = null;
  #written: string | null = null;
  #writing: Promise<void> | null = null;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Makes the file say `text`, or what is asked for meanwhile; a failed write is tried again by the next call. */
  async show(text: string): Promise<void> {
    this.#wanted = text;
    while (this.#wanted !== this.#written) {
      this.#writing ??= this.#write(this.#wanted).finally(() => {
        this.#writing = null;
      });
      await this.#writing;
    }
  }

  async #write(text: string): Promise<void> {
    await this.#workbench.write(PROMPT_FILE, text);
    this.#written = text;
  }
}
