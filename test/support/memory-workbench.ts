import type { Workbench } from "../../src/app/ports.ts";

/** The attempt's files as an editor holds them: what is typed is unsaved until it is saved. */
export class MemoryWorkbench implements Workbench {
  readonly folder = "/attempts/here";
  readonly #saved = new Map<string, string>();
  readonly #unsaved = new Map<string, string>();
  readonly #undo: { path: string; before: string | null }[] = [];
  /** Every write of a file of ours, in order. */
  readonly writes: { path: string; text: string }[] = [];
  /** How often the files were saved. */
  saves = 0;
  /** While set, saving and writing wait for it. */
  gate: Promise<void> | null = null;
  /** While set, nothing can be written. */
  failure: Error | null = null;

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.#saved.set(path, text);
  }

  async save(): Promise<void> {
    if (this.gate) await this.gate;
    this.saves += 1;
    for (const [path, text] of this.#unsaved) this.#saved.set(path, text);
    this.#unsaved.clear();
  }

  async read(path: string): Promise<string | null> {
    return this.#unsaved.get(path) ?? this.#saved.get(path) ?? null;
  }

  async append(path: string, text: string): Promise<void> {
    const before = (await this.read(path)) ?? "";
    await this.replace(path, `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${text}`);
  }

  async replace(path: string, text: string): Promise<void> {
    if (this.failure) throw this.failure;
    this.#undo.push({ path, before: await this.read(path) });
    this.#unsaved.delete(path);
    this.#saved.set(path, text);
  }

  async write(path: string, text: string): Promise<void> {
    if (this.gate) await this.gate;
    if (this.failure) throw this.failure;
    this.writes.push({ path, text });
    this.#saved.set(path, text);
  }

  /** Types: the file has this content, not yet saved. */
  type(path: string, text: string): void {
    this.#unsaved.set(path, text);
  }

  /** What is on the disk; null when the file is missing. */
  onDisk(path: string): string | null {
    return this.#saved.get(path) ?? null;
  }

  /** Takes the latest append or replace back. */
  undo(): void {
    const last = this.#undo.pop();
    if (!last) throw new Error("nothing to undo");
    if (last.before === null) this.#saved.delete(last.path);
    else this.#saved.set(last.path, last.before);
  }
}
