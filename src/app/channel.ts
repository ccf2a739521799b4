import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import {
  type Fact,
  fact,
  hello,
  RUN_PROTOCOL,
  type RunRequest,
  type StopRequest,
  type Welcome,
} from "../contract/run.ts";

export interface ChannelEvents {
  /** A fact from the host, or from the process of a run. */
  fact(fact: Fact, from: Connection): void;
  /** The host is connected and was welcomed. */
  hostReady(): void;
  /** The host's connection is closed. */
  hostGone(): void;
  /** A connection that is not ours, or a line that is no fact: for the log. */
  refused(why: string): void;
  /** The host speaks another version of the protocol. */
  mismatch(found: number): void;
}

/** One process of the runner, connected. */
export interface Connection {
  readonly role: "host" | "spare";
  /** Resolves when everything it sent has arrived and it is closed. */
  readonly closed: Promise<void>;
}

/** A fact is a line; a process that sends a longer one is not ours. */
const MAX_LINE = 16 * 1024 * 1024;

/** Calls `line` for each complete line that the socket brings. */
function readLines(socket: Socket, line: (text: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  socket.on("data", (chunk: Buffer) => {
    rest += decoder.write(chunk);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_LINE) socket.destroy();
    for (const text of lines) if (text !== "") line(text);
  });
}

/** Loopback server to which the runner's processes report, one JSON object a line; each must know the token. */
export class Channel {
  readonly token = randomBytes(24).toString("hex");
  readonly #events: ChannelEvents;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #host: Socket | null = null;

  constructor(events: ChannelEvents) {
    this.#events = events;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Starts to listen. @returns `127.0.0.1:<port>` */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.once("close", () => reject(new Error("the channel was closed before it was open")));
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port for the channel");
    return `127.0.0.1:${address.port}`;
  }

  get connected(): boolean {
    return this.#host !== null;
  }

  /** Sends a request to the host. @returns false when no host is connected */
  send(message: RunRequest | StopRequest): boolean {
    return this.#host?.write(`${JSON.stringify(message)}\n`) !== undefined;
  }

  #isToken(given: string): boolean {
    const a = Buffer.from(given);
    const b = Buffer.from(this.token);
    return a.length === b.length && timingSafeEqual(a, b);
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    let connection: Connection | null = null;
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    socket.on("error", () => socket.destroy());
    readLines(socket, (text) => {
      const value = parseJson(text);
      if (!connection) {
        connection = this.#greet(socket, value, closed);
        return;
      }
      const parsed = fact.safeParse(value);
      if (parsed.success) this.#events.fact(parsed.data, connection);
      else this.#events.refused(`a line that is no fact: ${text.slice(0, 200)}`);
    });
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (this.#host === socket) {
        this.#host = null;
        this.#events.hostGone();
      }
    });
  }

  #greet(socket: Socket, value: unknown, closed: Promise<void>): Connection | null {
    const greeting = hello.safeParse(value);
    if (!greeting.success || !this.#isToken(greeting.data.token)) {
      this.#events.refused("a connection without our token");
      socket.destroy();
      return null;
    }
    const { role, protocol } = greeting.data;
    if (protocol !== RUN_PROTOCOL) {
      this.#events.mismatch(protocol);
      socket.destroy();
      return null;
    }
    if (role === "host") {
      this.#host?.destroy();
      this.#host = socket;
      const answer: Welcome = { type: "welcome", protocol: RUN_PROTOCOL };
      socket.write(`${JSON.stringify(answer)}\n`);
      this.#events.hostReady();
    }
    return { role, closed };
  }

  /** Closes every connection: the runner's processes end themselves. */
  dispose(): void {
    this.#host = null;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
