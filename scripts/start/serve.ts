import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tools } from "../bootstrap/paths.mjs";
import { step } from "../bootstrap/step.mjs";
import { hashOf, readStamp, writeStamp } from "../prepare/files.ts";
import { DEFAULT_SETTINGS } from "../served/default-settings.ts";
import { installInto, startServed } from "../served/served-editor.ts";
import { openAddress } from "./open-address.ts";

/** Settings, extensions and state of the served VS Code: they stay from one start to the next. */
const DATA_DIR = join(tools, "served");

/**
 * Serves VS Code with the extension until Ctrl-C. The address stays the same from one start to the next where it can: a
 * browser keeps what it knows about a window (its layout, the folders that are trusted) by address.
 */
export async function serve(vsix: string, open: boolean): Promise<number> {
  const stamp = join(DATA_DIR, "installed");
  const wanted = hashOf([vsix]);
  if (readStamp(stamp) !== wanted) {
    await step("Install into the served VS Code", () => installInto(DATA_DIR, vsix));
    writeStamp(stamp, wanted);
  }
  const address = remembered();
  const editor = await step("Serve VS Code", () =>
    startServed({
      dataDir: DATA_DIR,
      settings: DEFAULT_SETTINGS,
      token: address.token,
      ...(address.port === undefined ? {} : { preferredPort: address.port }),
    }),
  );
  remember({ port: editor.port, token: editor.token });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => editor.stop());
  }
  console.log(`\nPair Drills is served at\n\n    ${editor.url}\n`);
  console.log("Look for its icon in the activity bar, on the left. Ctrl-C here ends it.");
  if (open) openAddress(editor.url);
  await editor.ended;
  console.log("\nVS Code has ended.");
  return 0;
}

interface Address {
  port?: number;
  token: string;
}

const ADDRESS = join(DATA_DIR, "address.json");

function remembered(): Address {
  if (!existsSync(ADDRESS)) return { token: randomBytes(16).toString("hex") };
  return JSON.parse(readFileSync(ADDRESS, "utf8")) as Address;
}

function remember(address: Address): void {
  mkdirSync(DATA_DIR, { recursive: true });
  writeFileSync(ADDRESS, JSON.stringify(address), { mode: 0o600 });
}
