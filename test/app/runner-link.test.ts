import assert from "node:assert/strict";
import { HumanError } from "../../src/app/errors.ts";
import { RunnerLink } from "../../src/app/runner-link.ts";
import type { Fact, RunFact, RunRequest } from "../../src/contract/run.ts";
import { wholeRun } from "../support/facts.ts";
import { exitFact, FakeHost, Wire } from "../support/fake-host.ts";
import { LIMITS, settle } from "../support/scenario.ts";

const request: RunRequest = {
  type: "run",
  run: "r1",
  suite: "own",
  folder: "/attempts/here",
  title: "t",
  files: ["test_solution.py"],
  select: [],
  options: [],
  hidden: [],
  limits: LIMITS,
};
const FACTS = wholeRun("r1", [{ id: "t.py::a" }, { id: "t.py::b", outcome: "failed" }]);
const human = (pattern: RegExp) => (error: unknown) =>
  error instanceof HumanError && pattern.test(error.message);

describe("the editor's end of the runner", () => {
  const hosts: FakeHost[] = [];
  const log: string[] = [];
  const spares: Fact[] = [];
  let link: RunnerLink;
  /** What a launched host does; it connects unless a test says otherwise. */
  let launched: (host: FakeHost) => Promise<void>;

  beforeEach(() => {
    hosts.length = 0;
    log.length = 0;
    spares.length = 0;
    launched = (host) => host.connect();
    link = new RunnerLink({
      patience: 250,
      log: (text) => log.push(text),
      onSpare: (fact) => spares.push(fact),
      launch: async (env) => {
        const host = new FakeHost(env);
        hosts.push(host);
        // As a terminal: it is there at once, and connects when it has started.
        void launched(host).catch(() => undefined);
        return host;
      },
    });
  });
  afterEach(() => link.dispose());
  const host = () => hosts.at(-1) as FakeHost;

  /** Starts a run and gives what it reports, and its end. */
  function run(): { facts: RunFact[]; done: Promise<void> } {
    const facts: RunFact[] = [];
    return { facts, done: link.run(request, (fact) => facts.push(fact)) };
  }
  const [hostBegin, ...rest] = FACTS;
  const fromProcess = rest.slice(0, -1);
  assert.ok(hostBegin);

  it("starts one host, however often it is asked for, and welcomes it", async () => {
    await Promise.all([link.ready(), link.ready()]);
    await link.ready();
    assert.equal(hosts.length, 1);
    assert.deepEqual(await host().wire.next(), { type: "welcome", protocol: 1 });
    assert.match(host().env.PAIR_DRILLS_CHANNEL ?? "", /^127\.0\.0\.1:\d+$/);
    assert.match(host().env.PAIR_DRILLS_TOKEN ?? "", /^[0-9a-f]{48}$/);
  });

  it("sends the request and gives every fact of the run in order, the exit last", async () => {
    const { facts, done } = run();
    await link.ready();
    await host().wire.next();
    assert.deepEqual(await host().wire.next(), request);
    const process = await host().spare();
    host().wire.send(hostBegin);
    process.send(...fromProcess);
    process.end();
    host().wire.send(exitFact("r1"));
    await done;
    assert.deepEqual(facts.map(({ type }) => type).sort(), FACTS.map(({ type }) => type).sort());
    assert.equal(facts.at(-1)?.type, "run.exit");
    assert.deepEqual(
      facts.filter(({ type }) => type === "run.test"),
      FACTS.filter(({ type }) => type === "run.test"),
    );
  });

  it("waits for the last facts of a process that the host has already seen die", async () => {
    const { facts, done } = run();
    await link.ready();
    const process = await host().spare();
    process.send(...fromProcess.slice(0, 2));
    await settle();
    host().wire.send(hostBegin, exitFact("r1"));
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.notEqual(facts.at(-1)?.type, "run.exit");
    process.send(...fromProcess.slice(2));
    process.end();
    await done;
    assert.deepEqual(
      facts.slice(-2).map(({ type }) => type),
      ["run.end", "run.exit"],
    );
  });

  it("waits for the first word of a process that the host has already seen die", async () => {
    const { facts, done } = run();
    await link.ready();
    const process = await host().spare();
    await settle();
    // The host's word first: the process's facts are on their way.
    host().wire.send(hostBegin, exitFact("r1"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.send(...fromProcess);
    process.end();
    await done;
    assert.equal(facts.length, FACTS.length);
    assert.equal(facts.at(-1)?.type, "run.exit");
  });

  it("ends a run without an exit when the host's connection breaks", async () => {
    const { facts, done } = run();
    await link.ready();
    const process = await host().spare();
    process.send(...fromProcess.slice(0, 1));
    await settle();
    host().die();
    await done;
    assert.equal(
      facts.some(({ type }) => type === "run.exit"),
      false,
    );
  });

  it("starts another host for the next run after one has died", async () => {
    const first = run();
    await link.ready();
    host().die();
    await first.done;
    const second = run();
    await link.ready();
    assert.equal(hosts.length, 2);
    assert.equal(hosts[0]?.disposed, 1);
    host().wire.send(exitFact("r1"));
    await second.done;
    assert.deepEqual(second.facts, [exitFact("r1")]);
  });

  it("passes on the wish to stop", async () => {
    const { done } = run();
    await link.ready();
    await host().wire.next();
    await host().wire.next();
    link.stop("r1");
    assert.deepEqual(await host().wire.next(), { type: "stop", run: "r1" });
    host().wire.send({ ...exitFact("r1"), interrupted: true });
    await done;
  });

  it("does not take the facts of another run for this one's", async () => {
    const { facts, done } = run();
    await link.ready();
    host().wire.send({ ...hostBegin, run: "r0" }, exitFact("r0"), hostBegin, exitFact("r1"));
    await done;
    assert.deepEqual(facts, [hostBegin, exitFact("r1")]);
  });

  it("survives lines in pieces, in one piece, and in the middle of a letter", async () => {
    const { facts, done } = run();
    await link.ready();
    const fact: RunFact = {
      ...(FACTS.find(({ type }) => type === "run.test") as RunFact & { type: "run.test" }),
      id: "t.py::größe 🙂",
    };
    const bytes = Buffer.from(`${JSON.stringify(fact)}\n\n${JSON.stringify(exitFact("r1"))}\n`);
    for (const byte of bytes.subarray(0, 120)) {
      host().wire.socket.write(Uint8Array.of(byte));
      await settle();
    }
    host().wire.socket.write(bytes.subarray(120));
    await done;
    assert.deepEqual(facts, [fact, exitFact("r1")]);
  });

  it("notes what is no fact, and reads on", async () => {
    const { facts, done } = run();
    await link.ready();
    host().wire.socket.write('not json\n{"type":"levitate","run":"r1"}\n');
    host().wire.send(exitFact("r1"));
    await done;
    assert.deepEqual(facts, [exitFact("r1")]);
    assert.equal(log.filter((line) => line.includes("no fact")).length, 2);
  });

  it("closes on whoever does not know the token, and does not take them for the host", async () => {
    await link.ready();
    const stranger = await Wire.to(host().env.PAIR_DRILLS_CHANNEL ?? "");
    stranger.hello("host", "0".repeat(48));
    await stranger.closed();
    const silent = await Wire.to(host().env.PAIR_DRILLS_CHANNEL ?? "");
    silent.send(exitFact("r1"));
    await silent.closed();
    assert.deepEqual([stranger.received, silent.received], [[], []]);
    assert.equal(log.filter((line) => line.includes("without our token")).length, 2);
    await link.ready();
    assert.equal(hosts.length, 1);
  });

  it("hands on what the host says about its spare", async () => {
    await link.ready();
    host().wire.send({ type: "spare", state: "ready", pid: 1, python: "3.12.7" });
    await host().wire.next();
    for (let i = 0; i < 50 && spares.length === 0; i++) await settle();
    assert.deepEqual(spares, [{ type: "spare", state: "ready", pid: 1, python: "3.12.7" }]);
  });

  describe("when the host does not come", () => {
    it("says so after a while, with what to do, and starts another the next time", async () => {
      launched = async () => undefined;
      await assert.rejects(link.ready(), human(/did not answer within 0.25 s and was closed\./));
      assert.equal(host().disposed, 1);
      launched = (one) => one.connect();
      await link.ready();
      assert.equal(hosts.length, 2);
    });

    it("says at once when its terminal was closed", async () => {
      launched = async (one) => {
        await settle();
        one.die();
      };
      await assert.rejects(link.ready(), HumanError);
    });

    it("says which protocol it speaks when that is another", async () => {
      launched = (one) => one.connect(99);
      await assert.rejects(link.ready(), human(/protocol 99, the extension 1\./));
    });

    it("a run does not start", async () => {
      launched = async () => undefined;
      const { facts, done } = run();
      await assert.rejects(done, HumanError);
      assert.deepEqual(facts, []);
    });
  });

  it("disposed: the host is ended, a run ends, and one that was starting fails", async () => {
    const { done } = run();
    await link.ready();
    const { wire } = host();
    link.dispose();
    await wire.closed();
    await done;
    assert.equal(host().disposed, 1);

    const starting = link.ready();
    starting.catch(() => undefined);
    link.dispose();
    await assert.rejects(starting, HumanError);
  });
});
