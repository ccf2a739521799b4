import { spawn } from "node:child_process";
import { hasScreen } from "./has-screen.ts";

/** Opens an address in the user's browser where there is a desktop; does nothing elsewhere: the address is printed. */
export function openAddress(url: string): void {
  if (!hasScreen()) return;
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", url]
        : ["xdg-open", url];
  const child = spawn(command as string, args, { detached: true, stdio: "ignore" });
  child.once("error", () => console.log("The browser could not be opened: open the address above yourself."));
  child.unref();
}
