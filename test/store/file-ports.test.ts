import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FileAttemptStore } from "../../src/store/attempt-store.ts";
import { FileWorkbench } from "../../src/store/file-workbench.ts";
import { attemptStoreContract } from "../support/contracts/attempt-store.ts";
import { workbenchContract } from "../support/contracts/workbench.ts";
import { Temporary } from "../support/temporary.ts";

attemptStoreContract("files in a data home", () => {
  const temporary = new Temporary();
  const folder = join(temporary.folder(), "not", "there yet");
  return { store: (world) => new FileAttemptStore(folder, world), dispose: () => temporary.dispose() };
});

workbenchContract("files edited elsewhere", (files) => {
  const temporary = new Temporary();
  const folder = temporary.folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { workbench: new FileWorkbench(folder), dispose: () => temporary.dispose() };
});
