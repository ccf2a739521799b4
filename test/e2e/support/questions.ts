import type { BrowserContext } from "playwright-core";

/** Something that the editor waits for a person to answer, or at least asks them to. */
export interface Question {
  kind: "dialog" | "notification" | "quick input";
  text: string;
}

/** Reports each dialog, notification with buttons, and quick input once, as it appears in any page of a browser. */
export async function watchQuestions(
  context: BrowserContext,
  onQuestion: (question: Question) => void,
): Promise<void> {
  await context.exposeBinding("pdQuestion", (_source, question: Question) => onQuestion(question));
  await context.addInitScript(() => {
    const kinds = [
      ["dialog", ".monaco-dialog-box"],
      ["notification", ".notification-toast:has(.notification-list-item-buttons-container a)"],
      ["quick input", '.quick-input-widget:not([style*="display: none"])'],
    ] as const;
    const report = (globalThis as unknown as { pdQuestion(question: object): void }).pdQuestion;
    let shown = new Set<string>();
    setInterval(() => {
      const now = new Set<string>();
      for (const [kind, selector] of kinds) {
        for (const element of document.querySelectorAll<HTMLElement>(selector)) {
          // What is typed into a quick input, and the list below it, change: it stays one question.
          const text =
            kind === "quick input" ? (element.querySelector("input")?.placeholder ?? "") : element.innerText;
          now.add(JSON.stringify({ kind, text: text.replaceAll(/\s+/g, " ").trim() }));
        }
      }
      for (const one of now) if (!shown.has(one)) report(JSON.parse(one));
      shown = now;
    }, 50);
  });
}
