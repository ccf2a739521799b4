import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderNotWritable, formatTooNew, HumanError } from "../app/errors.ts";
import { PROMPT_FILE } from "../app/prompt-file.ts";
import type { StarterFile } from "../app/start.ts";
import { MARKER_FILE, MARKER_FORMAT, type Marker, marker } from "../contract/attempt.ts";

/** The ruff rules of the debrief (habits.md §2.5), so that the editor shows what it will say. */
const PYPROJECT = `# The rules by which the debrief reads your code, so that nothing comes as a surprise.
[tool.ruff]
line-length = 110

[tool.ruff.lint]
select = [
  "F821", "F811", "F841", "F401", "B006", "B008", "B023", "E711", "E722", "BLE001", "PLW2901", "F632", "B015", "B018",
  "C901", "PLR0912", "PLR0915", "PLR0913", "PLR0911", "SIM102", "RET505", "PLR5501", "ERA001", "T201",
  "PERF401", "PERF102", "C4", "SIM118", "RUF005", "ARG001",
]

[tool.ruff.lint.pylint]
max-statements = 30
`;

/**
 * Settings of the attempt's folder: our interpreter, out of sight what is not the candidate's, and read-only what
 * they would lose (the prompt is written anew whenever there is more to say).
 */
function settings(python: string | null, files: readonly StarterFile[]): string {
  const readOnly = files.filter(({ role }) => role === "read-only").map(({ path }) => path);
  return `${JSON.stringify(
    {
      ...(python ? { "python.defaultInterpreterPath": python } : {}),
      "files.exclude": {
        [MARKER_FILE]: true,
        ".vscode": true,
        "**/__pycache__": true,
        "**/.pytest_cache": true,
        "**/.ruff_cache": true,
      },
      "files.readonlyInclude": Object.fromEntries([PROMPT_FILE, ...readOnly].map((path) => [path, true])),
    },
    null,
    2,
  )}\n`;
}

/**
 * Makes a new, empty folder `<drill>-<n>` below `parent`.
 * @returns its absolute path
 * @throws HumanError when it cannot be made
 */
export function makeAttemptFolder(parent: string, drill: string): string {
  try {
    mkdirSync(parent, { recursive: true });
    for (let n = 1; ; n++) {
      const folder = join(parent, `${drill}-${n}`);
      try {
        mkdirSync(folder);
        return folder;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  } catch (cause) {
    throw folderNotWritable(parent, cause);
  }
}

/** Takes back a folder that was made for an attempt which could not begin; one with files in it stays. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, and what went wrong before is told to the candidate.
  }
}

/** Writes everything an attempt's folder begins with; the marker last, so that half a folder is no attempt. */
export function fillAttemptFolder(
  folder: string,
  files: readonly StarterFile[],
  prompt: string,
  python: string | null,
  mark: Marker,
): void {
  const write = (path: string, content: string, readOnly = false) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { flag: "wx", mode: readOnly ? 0o444 : 0o644 });
  };
  try {
    for (const { path, role, content } of files) write(path, content, role === "read-only");
    write(PROMPT_FILE, prompt);
    write(".vscode/settings.json", settings(python, files));
    write("pyproject.toml", PYPROJECT);
    write(MARKER_FILE, `${JSON.stringify(mark, null, 2)}\n`);
  } catch (cause) {
    throw folderNotWritable(folder, cause);
  }
}

/**
 * The marker of an attempt's folder; null when it is none.
 * @throws HumanError when it was written by a newer version or is not readable as a marker
 */
export function readMarker(folder: string): Marker | null {
  const path = join(folder, MARKER_FILE);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  const damaged = new HumanError(
    `${path} is damaged, so this folder's history cannot be found. Your files are untouched; start the drill again to practise it.`,
    ["startOver"],
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged;
  }
  const found = (value as { format?: unknown } | null)?.format;
  if (typeof found === "number" && found > MARKER_FORMAT) {
    throw formatTooNew("This attempt's folder", found, MARKER_FORMAT);
  }
  const parsed = marker.safeParse(value);
  if (!parsed.success) throw damaged;
  return parsed.data;
}
