import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Settings of the editor that runs the tests of this ring: nothing may ask, and nothing may change by itself. */
export const HOST_SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "extensions.autoCheckUpdates": false,
  "remote.autoForwardPorts": false,
  "terminal.integrated.gpuAcceleration": "off",
} as const;

export interface World {
  /** the editor's own folder */
  editorData: string;
  /** the folder that is open */
  workspace: string;
  /** for the editor: a home and a data home of its own, with the test environment as the managed Python */
  env: NodeJS.ProcessEnv;
  dispose(): void;
}

/** Temporary folders for one editor. Their names are short: VS Code puts sockets below them. */
export function makeWorld(): World {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "pd-")));
  const at = (name: string) => {
    mkdirSync(join(base, name));
    return join(base, name);
  };
  const [editorData, workspace, home, dataHome] = ["vs", "work", "home", "data"].map(at) as [
    string,
    string,
    string,
    string,
  ];
  const python = process.env.PAIR_DRILLS_TEST_PYTHON;
  if (python) symlinkSync(dirname(dirname(python)), join(dataHome, "env"));
  const env = { ...process.env, HOME: home, PAIR_DRILLS_HOME: dataHome };
  return { editorData, workspace, env, dispose: () => rmSync(base, { recursive: true, force: true }) };
}
