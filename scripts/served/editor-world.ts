import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface World {
  /** the editor's own folder */
  editorData: string;
  /** an empty folder to open */
  workspace: string;
  /** the user's home: attempts are made below it */
  home: string;
  /** where logs and summaries go */
  dataHome: string;
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
  return {
    editorData,
    workspace,
    home,
    dataHome,
    env,
    dispose: () => rmSync(base, { recursive: true, force: true }),
  };
}
