import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { HostProcess } from "../../src/app/runner-link.ts";
import { RUN_PROTOCOL, type RunFact } from "../../src/contract/run.ts";

/** One connection of the runner's, spoken by hand. */
export class Wire {
  readonly socket: Socket;
  /** Everything the editor sent, parsed. */
  readonly received: unknown[] = [];
  #waiting: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    createInterface({ input: socket }).on("line", (line) => {
      this.received.push(JSON.parse(line));
      this.#waiting?.();
    });
  }

  /** @param address `127.0.0.1:<port>` */
  static async to(address: string): Promise<Wire> {
    const [host = "", port = ""] = address.split(":");
    const socket = connect({ host, port: Number(port) });
    await once(socket, "connect");
    return new Wire(socket);
  }

  hello(role: "host" | "spare", token: string, protocol = RUN_PROTOCOL): void {
    this.send({ type: "hello", protocol, role, token, pid: 4711 });
  }

  send(...messages: readonly object[]): void {
    this.socket.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
  }

  /** The next message of the editor's that was not read yet. */
  async next(): Promise<unknown> {
    if (this.received.length === 0) await new Promise<void>((resolve) => (this.#waiting = resolve));
    return this.received.shift();
  }

  /** Resolves when the editor has closed the connection. */
  async closed(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, "close");
  }

  end(): void {
    this.socket.end();
  }
}

/** A host that a test plays: it connects with what it was launched with. */
export class FakeHost implements HostProcess {
  readonly env: Readonly<Record<string, string>>;
  disposed = 0;
  #gone: () => void = () => undefined;
  #wire: Wire | null = null;

  constructor(env: Readonly<Record<string, string>>) {
    this.env = env;
  }

  get wire(): Wire {
    if (!this.#wire) throw new Error("the host has not connected");
    return this.#wire;
  }

  async connect(protocol?: number): Promise<void> {
    this.#wire = await Wire.to(this.env.PAIR_DRILLS_CHANNEL ?? "");
    this.#wire.hello("host", this.env.PAIR_DRILLS_TOKEN ?? "", protocol);
  }

  /** A process of a run, connected. */
  async spare(): Promise<Wire> {
    const wire = await Wire.to(this.env.PAIR_DRILLS_CHANNEL ?? "");
    wire.hello("spare", this.env.PAIR_DRILLS_TOKEN ?? "");
    return wire;
  }

  onGone(callback: () => void): void {
    this.#gone = callback;
  }

  /** The terminal was closed, or the process died. */
  die(): void {
    this.#wire?.socket.destroy();
    this.#gone();
  }

  dispose(): void {
    this.disposed += 1;
    this.#wire?.socket.destroy();
  }
}

/** `run.exit` of a run that ended by itself. */
export const exitFact = (run: string): RunFact => ({ type: "run.exit", run, code: 0, signal: null });
