import type { Frame, Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** The frame of the webview whose page shows this text: webviews are frames in frames without names. */
export async function webviewWith(page: Page, text: string | RegExp, limitMs?: number): Promise<Frame> {
  const has = (shown: string) => (typeof text === "string" ? shown.includes(text) : text.test(shown));
  return await eventually(
    `a webview shows ${text}`,
    async () => {
      for (const frame of page.frames().slice(1)) {
        const shown = await frame
          .locator("body")
          .innerText({ timeout: 500 })
          .catch(() => ""); // it may be on its way out
        if (has(shown)) return frame;
      }
      return undefined;
    },
    limitMs,
  );
}
