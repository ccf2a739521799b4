import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockWorld, takeLock } from "../../src/store/lock.ts";
import { Temporary } from "../support/temporary.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");
const world = (n: number) => ({
  window: `w${n}`,
  pid: 100 + n,
  host: "desk",
  now: () => NOW,
  isAlive: () => true,
});

describe("a lock on disk", () => {
  const temporary = new Temporary();
  let folder: string;
  beforeEach(() => {
    folder = temporary.folder();
  });
  after(() => temporary.dispose());
  const locks = () => readdirSync(folder).filter((name) => name.startsWith("lock"));

  it("says who holds it", () => {
    takeLock(folder, world(1));
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "lock.1"), "utf8")), {
      window: "w1",
      pid: 101,
      host: "desk",
      heartbeat: NOW,
    });
  });

  it("leaves one file behind, however often it changed hands", () => {
    for (let n = 1; n <= 12; n++) takeLock(folder, world(n), true);
    assert.deepEqual(locks(), ["lock.12"]);
  });

  it("that was just created and not yet written belongs to somebody", () => {
    writeFileSync(join(folder, "lock.3"), "");
    utimesSync(join(folder, "lock.3"), NOW / 1000, NOW / 1000);
    const result = takeLock(folder, world(1));
    assert.ok(!result.held);
    assert.deepEqual(result.owner, { window: "", pid: 0, host: "", heartbeat: NOW });
  });

  for (const [what, content] of [
    ["empty", ""],
    ["torn", '{"window":"w7","ho'],
    ["of another shape", '{"window":7}'],
  ] as const) {
    it(`that is ${what} and older than 20 s is free`, () => {
      writeFileSync(join(folder, "lock.3"), content);
      const then = NOW - 20_001;
      utimesSync(join(folder, "lock.3"), then / 1000, then / 1000);
      const result = takeLock(folder, world(1));
      assert.ok(result.held);
      assert.equal(result.staleHeartbeat, then);
    });
  }

  it("is lost when its folder was deleted, and does not make it again", () => {
    const result = takeLock(folder, world(1));
    assert.ok(result.held);
    rmSync(folder, { recursive: true });
    assert.equal(result.lock.isHeld(), false);
    assert.equal(result.lock.beat(), false);
    result.lock.dispose();
    assert.throws(() => readdirSync(folder), /ENOENT/);
  });

  it("takes the files of others for what they are", () => {
    for (const name of ["lock", "lock.", "lock.x", "lock.2.1234.tmp", "drill.lock.9", "lock.7b"]) {
      writeFileSync(join(folder, name), "");
    }
    assert.equal(takeLock(folder, world(1)).held, true);
    assert.ok(locks().includes("lock.1"));
  });

  it("knows whether a process of this machine lives", async () => {
    const real = lockWorld("w1");
    assert.equal(real.pid, process.pid);
    assert.equal(real.isAlive(process.pid), true);
    // Somebody else's process lives, too.
    assert.equal(real.isAlive(1), true);
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    assert.equal(real.isAlive(child.pid ?? 0), false);
  });
});
