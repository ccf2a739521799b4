import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { dataHome, managedPython } from "../../src/store/home.ts";

const HOME = resolve("/home/ada");

describe("the data home", () => {
  it("is what the environment says, before anything else", () => {
    assert.equal(dataHome({ PAIR_DRILLS_HOME: "/data/pd" }, "/setting", "linux", HOME), resolve("/data/pd"));
    assert.equal(dataHome({ PAIR_DRILLS_HOME: "pd" }, "", "linux", HOME), resolve("pd"));
  });

  it("is the setting next, with ~ for the home folder", () => {
    assert.equal(dataHome({}, "/setting", "linux", HOME), resolve("/setting"));
    assert.equal(dataHome({}, "~/pd", "linux", HOME), join(HOME, "pd"));
    assert.equal(dataHome({}, "~", "linux", HOME), HOME);
    assert.equal(dataHome({ PAIR_DRILLS_HOME: "" }, "/setting", "linux", HOME), resolve("/setting"));
  });

  it("means the same folder whatever the working directory is", () => {
    assert.equal(dataHome({}, "drills/data", "linux", HOME), join(HOME, "drills", "data"));
    assert.equal(dataHome({}, "~ada/pd", "linux", HOME), join(HOME, "~ada", "pd"));
  });

  it("is the platform's folder for data otherwise", () => {
    assert.equal(dataHome({}, "", "linux", HOME), join(HOME, ".local", "share", "pair-drills"));
    assert.equal(dataHome({}, "", "freebsd", HOME), join(HOME, ".local", "share", "pair-drills"));
    assert.equal(
      dataHome({}, "", "darwin", HOME),
      join(HOME, "Library", "Application Support", "pair-drills"),
    );
    assert.equal(dataHome({ LOCALAPPDATA: "/local" }, "", "win32", HOME), join("/local", "pair-drills"));
  });

  it("does without LOCALAPPDATA on Windows, also when it is set to nothing", () => {
    const expected = join(HOME, "AppData", "Local", "pair-drills");
    assert.equal(dataHome({}, "", "win32", HOME), expected);
    assert.equal(dataHome({ LOCALAPPDATA: "" }, "", "win32", HOME), expected);
  });

  it("has the managed environment's Python inside", () => {
    assert.equal(managedPython("/pd", "linux"), join("/pd", "env", "bin", "python"));
    assert.equal(managedPython("/pd", "win32"), join("/pd", "env", "Scripts", "python.exe"));
  });
});
