import { attemptStoreContract } from "../support/contracts/attempt-store.ts";
import { workbenchContract } from "../support/contracts/workbench.ts";
import { MemoryHome, MemoryStore } from "../support/memory-store.ts";
import { MemoryWorkbench } from "../support/memory-workbench.ts";

attemptStoreContract("in memory", () => {
  const shared = new MemoryHome();
  return { store: (world) => new MemoryStore(shared, world), dispose: () => undefined };
});

workbenchContract("in memory", (files) => ({
  workbench: new MemoryWorkbench(files),
  dispose: () => undefined,
}));
