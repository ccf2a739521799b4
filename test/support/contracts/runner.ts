import assert from "node:assert/strict";
import { HumanError } from "../../../src/app/errors.ts";
import type { Runner } from "../../../src/app/ports.ts";
import type { RunFact, RunRequest } from "../../../src/contract/run.ts";
import { exit, wholeRun } from "../facts.ts";
import { LIMITS } from "../scenario.ts";

/** A runner whose other end a test plays. */
export interface Bout {
  readonly runner: Runner;
  /** The run's processes say this. */
  say(...facts: readonly RunFact[]): void;
  /** The host has said all about the run. */
  over(): void;
  /** What the runner was told to stop, once it has arrived. */
  stopped(): Promise<string>;
  dispose(): void;
}

/** How a runner is made; without `answers` nothing ever comes of it. */
export type MakeBout = (answers: boolean) => Promise<Bout>;

const request: RunRequest = {
  type: "run",
  run: "r1",
  suite: "own",
  folder: "/attempts/here",
  title: "t",
  files: [],
  select: [],
  options: [],
  hidden: [],
  limits: LIMITS,
};

/** What every Runner must do. */
export function runnerContract(name: string, makeBout: MakeBout): void {
  describe(`the contract of a runner: ${name}`, () => {
    let bout: Bout;
    afterEach(() => bout.dispose());
    const run = () => {
      const facts: RunFact[] = [];
      return { facts, done: bout.runner.run(request, (fact) => facts.push(fact)) };
    };

    it("gives every fact in order and ends after the last", async () => {
      bout = await makeBout(true);
      await bout.runner.ready();
      const { facts, done } = run();
      const all = wholeRun("r1", [{ id: "t.py::a" }, { id: "t.py::b", outcome: "failed" }]);
      bout.say(...all);
      bout.over();
      await done;
      assert.deepEqual(facts, all);
    });

    it("ends also when the other end is gone before its last word", async () => {
      bout = await makeBout(true);
      const { facts, done } = run();
      await bout.runner.ready();
      const [first] = wholeRun("r1", []);
      assert.ok(first);
      bout.say(first);
      bout.over();
      await done;
      assert.equal(
        facts.some(({ type }) => type === "run.exit"),
        false,
      );
    });

    it("passes on the wish to stop; the run ends with an exit that says so", async () => {
      bout = await makeBout(true);
      const { facts, done } = run();
      await bout.runner.ready();
      bout.runner.stop("r1");
      assert.equal(await bout.stopped(), "r1");
      await done;
      assert.deepEqual(facts.at(-1), exit("r1", { code: null, signal: 2, interrupted: true }));
    });

    it("that cannot run says so with a sentence, when asked to get ready and when asked to run", async () => {
      bout = await makeBout(false);
      await assert.rejects(bout.runner.ready(), HumanError);
      await assert.rejects(run().done, HumanError);
    });
  });
}
