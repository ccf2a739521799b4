import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileCache } from "../../src/app/verify/cache.ts";
import { readDrillFolder } from "../../src/app/verify/pack-folder.ts";
import type { DrillReport } from "../../src/app/verify/report.ts";
import { readUserPack } from "../../src/app/verify/user-pack.ts";
import { type VerifyOptions, verifyPack } from "../../src/app/verify/verify-pack.ts";
import { type DrillLock, drillLock } from "../../src/contract/drill.ts";
import { Temporary } from "../support/temporary.ts";
import { type DrillFiles, edit, TINY_FOLDER, tinyDrill } from "../support/tiny-drill.ts";
import { found, PYTHON, RUNNER } from "./bench.ts";

const PACK = "schema: 1\nid: tiny\ntitle: Tiny\nversion: 1.0.0\n";

describe("verify", function () {
  this.timeout(60_000);
  const temporary = new Temporary();
  after(() => temporary.dispose());

  const packOf = (drills: Record<string, DrillFiles>): string => {
    const root = temporary.folder();
    writeFileSync(join(root, "pack.yaml"), PACK);
    for (const [folder, files] of Object.entries(drills)) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(root, folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    return root;
  };
  const verify = (pack: string, more: Partial<VerifyOptions> = {}): Promise<DrillReport[]> =>
    verifyPack({
      pack,
      python: PYTHON,
      runner: RUNNER,
      judge: "1",
      cache: fileCache(join(pack, ".cache")),
      check: false,
      seed: 1,
      jobs: 2,
      fork: true,
      tell: () => undefined,
      ...more,
    });
  const lockOf = (pack: string): DrillLock =>
    drillLock.parse(JSON.parse(readFileSync(join(pack, TINY_FOLDER, "drill.lock"), "utf8")));

  it("writes a lock with tests, titles, kill matrix, the input that shows each bug, and par", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    const [report] = await verify(pack);
    assert.equal(report?.lock, "written");
    const lock = lockOf(pack);
    assert.equal(lock.hash, readDrillFolder(join(pack, TINY_FOLDER), TINY_FOLDER).hash);
    assert.deepEqual(lock.tests, { s1: 4, s2: 2 });
    assert.deepEqual(Object.entries(lock.titles)[0], [
      "s1::test_below",
      "a value below the range becomes its lower limit",
    ]);
    assert.deepEqual(lock.kills["low-ignored"], [
      {
        test: "s1::test_below",
        given: [
          ["values", "[-1, 1]"],
          ["low", "0"],
          ["high", "2"],
        ],
        want: "[0, 1]",
        got: "[-1, 1]",
      },
    ]);
    assert.deepEqual(lock.par, { caught: 6, of: 6 });
    assert.deepEqual([lock.soak, lock.not_proved], [[], []]);
  });

  it("leaves a lock alone that says the same, keeps its soak, and renews one that does not", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    const path = join(pack, TINY_FOLDER, "drill.lock");
    await verify(pack);
    const lock = { ...lockOf(pack), soak: [{ python: "3.11.7", runs: 20, failures: 0 }] };
    writeFileSync(path, JSON.stringify(lock));
    assert.equal((await verify(pack))[0]?.lock, "current");
    assert.equal(readFileSync(path, "utf8"), JSON.stringify(lock));
    writeFileSync(path, JSON.stringify({ ...lock, tests: { s1: 1, s2: 2 } }));
    assert.equal((await verify(pack))[0]?.lock, "written");
    assert.deepEqual(lockOf(pack), lock);
    writeFileSync(join(pack, TINY_FOLDER, "prompt.md"), "# Other\n");
    await verify(pack);
    assert.deepEqual(lockOf(pack).soak, []);
  });

  it("with check writes nothing and fails when the lock is out of date", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    const [report] = await verify(pack, { check: true });
    assert.deepEqual([report?.ok, report?.lock], [false, "out-of-date"]);
    assert.throws(() => lockOf(pack), /ENOENT/);
    await verify(pack);
    assert.equal((await verify(pack, { check: true }))[0]?.ok, true);
    writeFileSync(join(pack, TINY_FOLDER, "stage-2.md"), "Another text.\n");
    assert.equal((await verify(pack, { check: true }))[0]?.lock, "out-of-date");
  });

  it("judges nothing that is edited meanwhile", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    const prompt = join(pack, TINY_FOLDER, "prompt.md");
    const [report] = await verify(pack, {
      begin: () => void setTimeout(() => writeFileSync(prompt, "# Other\n"), 50),
    });
    assert.deepEqual(found(report as DrillReport), [
      "edited drill.yaml the drill was edited while it was verified",
    ]);
    assert.equal((await verify(pack))[0]?.lock, "written");
  });

  it("leaves the lock of a refused drill as it is", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    await verify(pack);
    const before = lockOf(pack);
    writeFileSync(join(pack, TINY_FOLDER, "notes.txt"), "");
    const [report] = await verify(pack);
    assert.equal(report?.lock, "refused");
    assert.deepEqual(lockOf(pack), before);
  });

  it("runs a drill again only when it, the judge or the versions change", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    const cached = async (more: Partial<VerifyOptions> = {}): Promise<boolean | undefined> =>
      (await verify(pack, more))[0]?.cached;
    assert.equal(await cached(), false);
    assert.equal(await cached(), true);
    assert.equal(await cached({ judge: "2" }), false);
    rmSync(join(pack, TINY_FOLDER, "drill.lock"));
    assert.equal(await cached(), true);
    assert.equal(lockOf(pack).tests.s1, 4); // written again from the cache
    writeFileSync(join(pack, TINY_FOLDER, "prompt.md"), "# Other\n");
    assert.equal(await cached(), false);
  });

  it("remembers what is wrong with a refused drill too", async () => {
    const pack = packOf({ [TINY_FOLDER]: edit(tinyDrill(), "wheats/loops.py", "else 0", "else 9") });
    const [first] = await verify(pack);
    const [second] = await verify(pack);
    assert.ok(first && second);
    assert.deepEqual([first.cached, second.cached], [false, true]);
    assert.deepEqual(found(second), found(first));
  });

  it("comes to the same verdict without fork, a process for each run", async () => {
    const files = edit(
      tinyDrill(),
      "chaffs.yaml",
      '"max(value, low)", replace: "value"',
      '"max(value, low)", replace: "__import__(\'os\')._exit(3)"',
    );
    const outcomes = [true, false].map(async (fork) => {
      const pack = packOf({ [TINY_FOLDER]: files });
      const [report] = await verify(pack, { fork });
      return { errors: found(report as DrillReport), lock: lockOf(pack) };
    });
    const [forked, alone] = await Promise.all(outcomes);
    assert.deepEqual(alone, forked);
    assert.deepEqual(forked?.errors, []);
  });

  it("reports a broken drill and proves the others", async () => {
    const pack = packOf({
      [TINY_FOLDER]: tinyDrill(),
      "data/broken": { "drill.yaml": "schema: 1\n" },
    });
    const [broken, fine] = await verify(pack);
    assert.deepEqual([broken?.folder, broken?.ok, fine?.ok], ["data/broken", false, true]);
  });

  it("refuses two drills with one id, and a package that the interpreter has not", async () => {
    const needy = edit(tinyDrill(), "drill.yaml", "files:\n", "requires: [no-such-package]\n\nfiles:\n");
    const pack = packOf({
      [TINY_FOLDER]: tinyDrill(),
      "data/other": tinyDrill(),
      "data/third": edit(needy, "drill.yaml", "id: clip-span", "id: third"),
    });
    const reports = await verify(pack, { folders: ["data/other", "data/third"] });
    const [other = [], third = []] = reports.map((report) => found(report));
    assert.match(
      other[0] ?? "",
      /^unique-drills drill\.yaml:2 the drill in data\/clip-span has the id clip-span too/,
    );
    assert.match(third[0] ?? "", /^requires drill\.yaml:10 it needs no-such-package, which .* has not/);
  });

  it("says what to do about a pack without pack.yaml, and an interpreter that is none", async () => {
    await assert.rejects(verify(temporary.folder()), /has no pack\.yaml\. Add one/);
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    await assert.rejects(verify(pack, { python: "/nowhere/python" }), /could not be started\. Name a Python/);
  });

  it("reads a pack of others on demand and keeps it by its content", async () => {
    const pack = packOf({ [TINY_FOLDER]: tinyDrill() });
    const cache = join(pack, ".cache");
    assert.equal(readUserPack(pack, cache).broken.length, 1);
    await verify(pack);
    const index = readUserPack(pack, cache);
    assert.deepEqual(
      index.drills.map(({ id }) => id),
      ["clip-span"],
    );
    assert.deepEqual(readUserPack(pack, cache), index);
    writeFileSync(join(pack, "pack.yaml"), PACK.replace("Tiny", "Other"));
    assert.equal(readUserPack(pack, cache).pack.title, "Other");
  });
});
