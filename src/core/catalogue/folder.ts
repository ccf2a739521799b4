/** A folder's files in memory; whoever reads them from disk also hashes them. */
export interface FolderFiles {
  /** The folder's name, relative to its pack (`tensor/segment-pool`). */
  readonly folder: string;
  /** Text of every file by its path relative to the folder, with forward slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** SHA-256 over all files but `drill.lock`. */
  readonly hash: string;
}

/** A pack as it lies on disk. */
export interface PackFiles {
  /** Text of `pack.yaml`, undefined when there is none. */
  readonly manifest: string | undefined;
  readonly drills: readonly FolderFiles[];
}
