import { strict as assert } from "node:assert";
import { COMMANDS, CONTEXT_KEYS, SETTINGS, VIEWS } from "../../src/host/contributions.ts";
import { json, read } from "./sources.ts";

interface Manifest {
  contributes: {
    commands: { command: string }[];
    viewsContainers: Record<string, { id: string }[]>;
    views: Record<string, { id: string }[]>;
    configuration: { properties: Record<string, unknown> } | { properties: Record<string, unknown> }[];
    [point: string]: unknown;
  };
}

const manifest = json<Manifest>("package.json");
const { commands, viewsContainers, views, configuration } = manifest.contributes;
const sorted = (ids: Iterable<string>) => [...ids].sort();

describe("the manifest", () => {
  it("declares the commands of contributions.ts, and no others", () => {
    assert.deepEqual(sorted(commands.map(({ command }) => command)), sorted(Object.values(COMMANDS)));
  });

  it("declares the views and containers of contributions.ts, and no others", () => {
    const containers = Object.values(viewsContainers).flat();
    const declared = [...containers, ...Object.values(views).flat()].map(({ id }) => id);
    const { summary, ...declarable } = VIEWS; // a webview panel is not declared, it has an activation event
    assert.deepEqual(sorted(declared), sorted(Object.values(declarable)));
    assert.ok(read("package.json").includes(`"onWebviewPanel:${summary}"`));
  });

  it("declares the settings of contributions.ts, and no others", () => {
    const declared = [configuration].flat().flatMap(({ properties }) => Object.keys(properties));
    assert.deepEqual(sorted(declared), sorted(Object.values(SETTINGS)));
  });

  it("uses no id that contributions.ts does not have", () => {
    const known = new Set<string>(
      [COMMANDS, VIEWS, SETTINGS, CONTEXT_KEYS].flatMap((ids) => Object.values(ids)),
    );
    const used = new Set(JSON.stringify(manifest).match(/\bpairDrills\.\w+/g));
    assert.deepEqual(
      [...used].filter((id) => !known.has(id)),
      [],
    );
  });

  it("has a text for every placeholder, and uses every text", () => {
    const texts = Object.keys(json<Record<string, string>>("package.nls.json"));
    const used = new Set(
      [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((found) => found[1] ?? ""),
    );
    assert.deepEqual(sorted(used), sorted(texts));
  });
});
