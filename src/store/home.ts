import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Where logs and summaries live: `$PAIR_DRILLS_HOME`, else the setting, else the platform's user-data folder.
 * @param setting `pairDrills.dataFolder`; "" when it is not set
 */
export function dataHome(
  env: Readonly<Record<string, string | undefined>>,
  setting: string,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.PAIR_DRILLS_HOME) return resolve(env.PAIR_DRILLS_HOME);
  // Below the home folder, not the working directory: every editor and the CLI must mean the same place.
  if (setting) return resolve(home, setting.replace(/^~(?=[/\\]|$)/, home));
  if (platform === "darwin") return join(home, "Library", "Application Support", "pair-drills");
  if (platform === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "pair-drills");
  return join(home, ".local", "share", "pair-drills");
}

/** The Python of the managed environment inside the data home. */
export function managedPython(home: string, platform: NodeJS.Platform = process.platform): string {
  return platform === "win32"
    ? join(home, "env", "Scripts", "python.exe")
    : join(home, "env", "bin", "python");
}
