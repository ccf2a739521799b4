/** Whether a window can be shown on this machine. */
export function hasScreen(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
