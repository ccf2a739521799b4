import { randomBytes } from "node:crypto";
import { platform, release } from "node:os";
import type { AttemptStore } from "../app/ports.ts";
import { beginAttempt, type StarterFile } from "../app/start.ts";
import type { Marker } from "../contract/attempt.ts";
import type { Drill } from "../contract/drill.ts";
import { composePrompt } from "../core/attempt/prompt.ts";
import { fillAttemptFolder } from "./attempt-folder.ts";
import { type Pack, readContent } from "./pack.ts";

export interface NewAttempt {
  readonly store: AttemptStore;
  readonly pack: Pack;
  readonly drill: Drill;
  /** An empty folder for the candidate's files. */
  readonly folder: string;
  /** The interpreter as far as it is known yet. */
  readonly python: {
    readonly executable: string;
    readonly version: string | null;
    readonly pytest: string | null;
    readonly numpy: string | null;
    readonly torch: string | null;
  } | null;
  /** Version of the extension. */
  readonly version: string;
  /** False: practise without a time limit. */
  readonly clock: boolean;
}

/** Begins an attempt: the first events of its log, then everything that its folder starts with. */
export function newAttempt(options: NewAttempt): Marker {
  const { store, pack, drill, folder, python, version, clock } = options;
  const content = readContent(pack, drill);
  const files = drill.files.map(
    ({ path, role }): StarterFile => ({ path, role, content: content.starter[path] ?? "" }),
  );
  const marker = beginAttempt(store, {
    drill,
    pack: pack.index.pack.id,
    files,
    env: {
      python: python?.version ?? null,
      pytest: python?.pytest ?? null,
      numpy: python?.numpy ?? null,
      torch: python?.torch ?? null,
      os: `${platform()} ${release()}`,
      ext: version,
    },
    now: Date.now(),
    salt: randomBytes(3).toString("hex"),
    earlier: store.summaries(),
    clock,
  });
  const first = drill.stages.slice(0, 1).map((stage) => stage.id);
  const prompt = composePrompt(drill, content.texts, first, []);
  fillAttemptFolder(folder, files, prompt, python?.executable ?? null, marker);
  return marker;
}
