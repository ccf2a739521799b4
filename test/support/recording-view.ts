import type { Message, View } from "../../src/app/ports.ts";

/** Keeps what the candidate was told. */
export class RecordingView implements View {
  readonly messages: Message[] = [];

  tell(message: Message): void {
    this.messages.push(message);
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text);
  }

  get last(): Message | undefined {
    return this.messages.at(-1);
  }
}
