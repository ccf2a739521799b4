import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders of their own, one for each call, gone when the suite's hook says so. */
export class Temporary {
  readonly #folders: string[] = [];

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), "pair-drills-test-"));
    this.#folders.push(folder);
    return folder;
  }

  dispose(): void {
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
