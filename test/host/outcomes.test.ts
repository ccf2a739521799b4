import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { type OpenedAttempt, openAttempt, referenceFile } from "./support/attempt.ts";

/** What a run of the candidate's own tests can end with, each in a real terminal with a real pytest. */
const OWN: readonly { what: string; test: string; light: string; err?: string }[] = [
  { what: "a passing test", test: "def test_it():\n    assert True\n", light: "green" },
  {
    what: "a failing assertion",
    test: "def test_it():\n    assert 1 == 2\n",
    light: "red",
    err: "AssertionError",
  },
  {
    what: "an error in a fixture",
    test: "import pytest\n\n@pytest.fixture\ndef broken():\n    raise RuntimeError('no')\n\ndef test_it(broken):\n    pass\n",
    light: "red",
    err: "RuntimeError",
  },
  { what: "an import error", test: "import no_such_module\n", light: "amber", err: "ModuleNotFoundError" },
  { what: "a syntax error", test: "def test_it(:\n    pass\n", light: "amber", err: "SyntaxError" },
  { what: "no tests", test: "x = 1\n", light: "none", err: "no tests" },
  {
    what: "only skipped tests",
    test: "import pytest\n\n@pytest.mark.skip\ndef test_it():\n    pass\n",
    light: "none",
    err: "all skipped",
  },
  {
    what: "an endless loop",
    test: "def test_it():\n    while True:\n        pass\n",
    light: "timeout",
    err: "timeout",
  },
  {
    what: "a killed interpreter",
    test: "import os, signal\n\ndef test_it():\n    os.kill(os.getpid(), signal.SIGKILL)\n",
    light: "red",
    err: "killed",
  },
  {
    what: "a crashed interpreter",
    test: "import os, signal\n\ndef test_it():\n    os.kill(os.getpid(), signal.SIGSEGV)\n",
    light: "red",
    err: "crash",
  },
  {
    what: "a huge allocation",
    test: "def test_it():\n    bytearray(1 << 45)\n",
    light: "red",
    err: "MemoryError",
  },
  {
    what: "sys.exit in a test",
    test: "import sys\n\ndef test_it():\n    sys.exit(0)\n",
    light: "red",
    err: "SystemExit",
  },
  {
    what: "os._exit in a test",
    test: "import os\n\ndef test_it():\n    os._exit(0)\n",
    light: "red",
    err: "exit",
  },
  {
    what: "endless output",
    test: "def test_it():\n    while True:\n        print('x' * 10_000)\n",
    light: "red",
    // The line that prints fails with a sentence about it; other tests go on.
    err: "OSError",
  },
];

describe("how a run can end", function () {
  this.timeout(60_000);
  let attempt: OpenedAttempt;

  before(async () => {
    attempt = await openAttempt();
    await vscode.workspace
      .getConfiguration()
      .update("pairDrills.ownTestsLimit", 4, vscode.ConfigurationTarget.Global);
    attempt.write("solution.py", "# nothing yet\n");
  });
  after(async () => {
    await vscode.workspace
      .getConfiguration()
      .update("pairDrills.ownTestsLimit", undefined, vscode.ConfigurationTarget.Global);
  });

  for (const { what, test, light, err } of OWN) {
    it(`${what}: ${light}${err ? `, ${err}` : ""}`, async () => {
      attempt.write("test_solution.py", test);
      const end = await attempt.run("own");
      assert.deepEqual({ light: end.light, err: end.err?.type }, { light, err });
    });
  }

  it("the next run works after all of that", async () => {
    attempt.write("test_solution.py", "def test_it():\n    assert True\n");
    assert.equal((await attempt.run("own")).light, "green");
  });

  it("hidden tests: a solution that does not parse is amber, one that leaves is red, a right one green", async () => {
    attempt.write("solution.py", "def segment_sum(:\n");
    assert.deepEqual((await attempt.run("hidden")).light, "amber");
    attempt.write("solution.py", "import os\nos._exit(0)\n");
    const left = await attempt.run("hidden");
    assert.deepEqual([left.light, left.err?.type], ["red", "exit"]);
    attempt.write("solution.py", readFileSync(referenceFile(), "utf8"));
    assert.equal((await attempt.run("hidden")).light, "green");
  });
});
