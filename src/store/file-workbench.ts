import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderNotWritable } from "../app/errors.ts";
import type { Workbench } from "../app/ports.ts";

/** The attempt's files on disk, edited elsewhere: what is saved is all there is. */
export class FileWorkbench implements Workbench {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async save(): Promise<void> {
    // Whoever edits the files saves them.
  }

  async read(path: string): Promise<string | null> {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  }

  async append(path: string, text: string): Promise<void> {
    const before = await this.read(path);
    this.#write(path, (file) => appendFileSync(file, before && !before.endsWith("\n") ? `\n${text}` : text));
  }

  async replace(path: string, text: string): Promise<void> {
    await this.write(path, text);
  }

  async write(path: string, text: string): Promise<void> {
    this.#write(path, (file) => writeFileSync(file, text));
  }

  #write(path: string, change: (file: string) => void): void {
    const file = join(this.folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      change(file);
    } catch (cause) {
      throw folderNotWritable(file, cause);
    }
  }
}
