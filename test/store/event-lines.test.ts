import assert from "node:assert/strict";
import { HumanError } from "../../src/app/errors.ts";
import type { AttemptEvent } from "../../src/contract/event.ts";
import { readEventLines } from "../../src/store/event-lines.ts";
import { logOf, pause, resume, stageStart, startEvent } from "../support/events.ts";

const LOG = logOf([0, stageStart("s1")], [10, pause()], [30, resume()], [40, stageStart("s2")]);
const line = (event: AttemptEvent | undefined) => JSON.stringify(event);
const text = (...lines: readonly string[]) => lines.map((one) => `${one}\n`).join("");
const LINES = LOG.map(line);

describe("reading a log", () => {
  it("gives every event back", () => {
    assert.deepEqual(readEventLines(text(...LINES)), { events: LOG, damage: null });
  });

  it("does not need the last line's end, nor mind empty lines and line ends of Windows", () => {
    assert.deepEqual(readEventLines(LINES.join("\n")).events, LOG);
    assert.deepEqual(readEventLines(`${LINES.join("\r\n\r\n")}\r\n`), { events: LOG, damage: null });
  });

  it("forgives a torn last line", () => {
    const torn = text(...LINES.slice(0, 3)) + LINES[3]?.slice(0, 20);
    assert.deepEqual(readEventLines(torn), { events: LOG.slice(0, 3), damage: null });
  });

  it("forgives a torn line after which the next event took its place", () => {
    const mended = text(...LINES.slice(0, 3), '{"seq":3,"t":', ...LINES.slice(3));
    assert.deepEqual(readEventLines(mended), { events: LOG, damage: null });
  });

  it("forgives a line of zeros, as a power cut leaves it", () => {
    assert.deepEqual(readEventLines(`${text(...LINES)}${"\0".repeat(40)}\n`), { events: LOG, damage: null });
  });

  it("believes nothing after a torn line that hides an event, and names that line", () => {
    const hidden = text(...LINES.slice(0, 2), '{"seq":2,"t":', ...LINES.slice(3));
    assert.deepEqual(readEventLines(hidden), {
      events: LOG.slice(0, 2),
      damage: { line: 3, problem: "the line is cut off" },
    });
  });

  it("names the damage where it is, not a torn line before it that was forgiven", () => {
    const both = text(...LINES.slice(0, 2), '{"seq":2,"t":', LINES[2] ?? "", ...LINES.slice(4));
    assert.deepEqual(readEventLines(both).damage, { line: 5, problem: "event 3 is missing" });
  });

  it("names the first missing event", () => {
    const gap = text(...LINES.slice(0, 2), ...LINES.slice(3));
    assert.deepEqual(readEventLines(gap), {
      events: LOG.slice(0, 2),
      damage: { line: 3, problem: "event 2 is missing" },
    });
  });

  it("does not take an event twice", () => {
    const twice = text(...LINES.slice(0, 3), ...LINES.slice(2));
    assert.deepEqual(readEventLines(twice), {
      events: LOG.slice(0, 3),
      damage: { line: 4, problem: "event 3 is missing" },
    });
  });

  it("stops at an event it does not know", () => {
    const unknown = text(...LINES.slice(0, 2), '{"seq":2,"t":20,"type":"levitate"}', ...LINES.slice(3));
    assert.deepEqual(readEventLines(unknown), {
      events: LOG.slice(0, 2),
      damage: { line: 3, problem: "the event is not one we know" },
    });
  });

  for (const odd of ["null", "7", '"text"', "[]", "{}"]) {
    it(`stops at a line that is JSON but no event: ${odd}`, () => {
      const content = readEventLines(text(LINES[0] ?? "", odd));
      assert.deepEqual(content, {
        events: LOG.slice(0, 1),
        damage: { line: 2, problem: "the event is not one we know" },
      });
    });
  }

  it("stops where time runs backwards", () => {
    const back = text(...LINES.slice(0, 3), line({ ...LOG[3], t: 9 } as AttemptEvent));
    assert.deepEqual(readEventLines(back), {
      events: LOG.slice(0, 3),
      damage: { line: 4, problem: "time runs backwards" },
    });
  });

  it("says so when nothing is there", () => {
    assert.deepEqual(readEventLines(""), { events: [], damage: { line: 1, problem: "the log is empty" } });
    assert.deepEqual(readEventLines('{"seq":0,"t'), {
      events: [],
      damage: { line: 1, problem: "the line is cut off" },
    });
  });

  it("believes nothing of a log that does not begin with its start, however it goes on", () => {
    const headless = { ...LOG[1], seq: 0 } as AttemptEvent;
    const damage = { line: 1, problem: "it does not begin with attempt.start" };
    assert.deepEqual(readEventLines(text(line(headless))), { events: [], damage });
    assert.deepEqual(readEventLines(text(line(headless), "{}")), { events: [], damage });
  });

  it("refuses a newer version's log with advice", () => {
    const newer = line({ ...startEvent(), v: 2 } as unknown as AttemptEvent);
    assert.throws(
      () => readEventLines(text(newer)),
      (error) =>
        error instanceof HumanError && /newer Pair Drills.*Update the extension\./.test(error.message),
    );
  });
});
