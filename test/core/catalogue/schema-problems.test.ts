import assert from "node:assert/strict";
import { chaffList, drillManifest, packManifest } from "../../../src/contract/drill.ts";
import { type Problem, whereOf } from "../../../src/core/catalogue/problem.ts";
import { readFile } from "../../../src/core/catalogue/read-file.ts";
import { tinyDrill } from "../../support/tiny-drill.ts";

const MANIFEST = tinyDrill()["drill.yaml"] ?? "";

/** Each problem of the manifest after one replacement: place, message, remedy. */
function problems(find: string, replace: string): string[] {
  assert.equal(MANIFEST.split(find).length, 2, find);
  return readFile("drill.yaml", MANIFEST.replace(find, replace), drillManifest).problems.map(shown);
}

const shown = (problem: Problem): string => `${whereOf(problem)} ${problem.message}. ${problem.remedy}`;

describe("mistakes in YAML files", () => {
  it("name the key that was probably meant", () => {
    assert.deepEqual(problems("difficulty: 1\n", "difficulty: 1\ndificulty: 2\n"), [
      "drill.yaml:8:1 `dificulty` is not a key of this file. Did you mean `difficulty`?",
    ]);
  });

  it("name the keys of an inner map when none is near", () => {
    assert.deepEqual(problems("{id: point, text: a range", "{id: point, colour: red, text: a range"), [
      "drill.yaml:44:17 `colour` is not a key of `edges[1]`. Remove it; the keys here are id, text.",
    ]);
  });

  it("look through optional and defaulted lists for the known keys", () => {
    assert.deepEqual(problems("    strong: [one pass, two numbers kept]", "    strongs: [one pass]"), [
      "drill.yaml:48:5 `follow_ups[0].strong` is missing. Add it: a list is needed.",
      "drill.yaml:51:5 `strongs` is not a key of `follow_ups[0]`. Did you mean `strong`?",
    ]);
  });

  it("say what a value is, and what is wanted", () => {
    assert.deepEqual(problems("minutes: 15\n", "minutes: soon\n"), [
      'drill.yaml:8:10 `minutes` is "soon". Give a number instead.',
    ]);
    assert.deepEqual(problems("skills: [lists]", "skills: lists"), [
      'drill.yaml:6:9 `skills` is "lists". Give a list instead.',
    ]);
  });

  it("name the choice that was probably meant", () => {
    assert.deepEqual(problems("kind: implement", "kind: implment"), [
      'drill.yaml:5:7 `kind` is "implment". Did you mean `implement`? It is one of implement, debug, refactor, optimise, test-writing, take-home.',
    ]);
  });

  it("say the limit of a number", () => {
    assert.deepEqual(problems("difficulty: 1", "difficulty: 9"), [
      "drill.yaml:7:13 `difficulty` is 9. The most is 5.",
    ]);
  });

  it("say how an id or a path is written", () => {
    assert.deepEqual(problems("id: clip-span", "id: Clip Span"), [
      'drill.yaml:2:5 `id` is "Clip Span". Use lower-case words joined by hyphens.',
    ]);
    assert.deepEqual(problems("hidden: hidden/test_stage1.py", "hidden: ../test_stage1.py"), [
      'drill.yaml:28:13 `stages[0].hidden` is "../test_stage1.py". A path must stay inside the drill\'s folder.',
    ]);
  });

  it("say how stages are named", () => {
    assert.deepEqual(problems("- id: s2\n", "- id: 2\n"), [
      "drill.yaml:30:9 `stages[1].id` is 2. Stages are named s1, s2, s3 … in order.",
    ]);
  });

  it("count the entries of a file that is one list", () => {
    const chaffs = (tinyDrill()["chaffs.yaml"] ?? "").replace("  level: subtle\n", "");
    const { problems: found } = readFile("chaffs.yaml", chaffs, chaffList);
    assert.deepEqual(found.map(shown), [
      "chaffs.yaml:20:3 `level` of entry 4 is missing. Add it: one of basic, subtle.",
    ]);
  });

  it("refuse a format of the future", () => {
    assert.deepEqual(problems("schema: 1", "schema: 2"), [
      "drill.yaml:1:9 `schema` is 2. This version reads drills of schema 1.",
    ]);
  });

  it("say where YAML itself is broken", () => {
    const [first] = problems("title: Clip values and measure their span", 'title: "Clip values');
    assert.match(first ?? "", /^drill\.yaml:\d+:\d+ this is not valid YAML: Missing closing "quote\. /);
  });

  it("name an empty file", () => {
    const { problems: found } = readFile("pack.yaml", "", packManifest);
    assert.deepEqual(found.map(shown), [
      "pack.yaml:1:1 the file is empty. Give a map of keys and values instead.",
    ]);
  });
});
