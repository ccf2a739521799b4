/** Every sentence about a failure that a person can meet, in one place: what happened, and what to do. */

/** Something to press that helps. */
export type Remedy = "openPrompt" | "selectPython" | "showTerminal" | "takeOver" | "startOver" | "showLog";

/** An error with a human-readable message; anything else is a bug of ours and says so. */
export class HumanError extends Error {
  override readonly name = "HumanError";
  readonly remedies: readonly Remedy[];
  constructor(message: string, remedies: readonly Remedy[] = [], options?: ErrorOptions) {
    super(message, options);
    this.remedies = remedies;
  }
}

export const attemptMissing = (attempt: string, home: string) =>
  new HumanError(
    `The log of attempt ${attempt} is not in ${home}. If the data folder was moved, set pairDrills.dataFolder to its new place; otherwise start the drill again.`,
    ["startOver"],
  );
export const logUnreadable = (line: number, problem: string) =>
  new HumanError(
    `The log of this attempt is damaged from line ${line} on (${problem}). What was recorded before it is kept; start the drill again to go on practising.`,
    ["startOver", "showLog"],
  );
export const formatTooNew = (what: string, found: number, known: number) =>
  new HumanError(
    `${what} was written by a newer Pair Drills (format ${found}; this one reads ${known}). Update the extension.`,
  );
export const fileUnreadable = (path: string, cause: unknown) =>
  new HumanError(
    `${path} could not be read: ${reason(cause)}. Check that it is there and that you may read it.`,
    ["showLog"],
    { cause },
  );
export const folderNotWritable = (path: string, cause: unknown) =>
  new HumanError(
    `${path} cannot be written: ${reason(cause)}. Choose another folder in the settings, or free some space.`,
    ["showLog"],
    { cause },
  );
export const notSaved = (path: string) =>
  new HumanError(
    `${path} could not be saved, so the tests were not run on old code. Save it yourself (the editor says what is in the way), then run again.`,
  );
export const drillUnknown = (drill: string) =>
  new HumanError(
    `There is no drill named ${drill} in this version. Your files and the log are untouched; update the extension, or open the pack that has it.`,
  );
export const runInProgress = () =>
  new HumanError("A run is still going on. Wait for it, or stop it first.", ["showTerminal"]);
export const attemptOver = () =>
  new HumanError("This attempt has ended. Start the drill again to try once more.", ["startOver"]);
export const takenOver = () =>
  new HumanError(
    "Another window has taken over this attempt, so nothing more is recorded here. Go on there, or take it over again.",
    ["takeOver"],
  );
export const noPython = () =>
  new HumanError(
    "No Python 3.10 or newer with pytest was found. Choose an interpreter that has pytest (and numpy, for most drills).",
    ["selectPython"],
  );
export const notTrusted = () =>
  new HumanError(
    "No tests were run, because this folder is not trusted. Run them again, and choose to trust it.",
  );
export const runnerSilent = (seconds: number) =>
  new HumanError(
    `The Pair Drills terminal did not answer within ${seconds} s and was closed. A broken Python environment is the usual cause: choose another interpreter, or run again.`,
    ["selectPython", "showLog"],
  );
export const runnerGone = () =>
  new HumanError(
    "The Pair Drills terminal closed before the tests could start. A broken Python environment is the usual cause.",
    ["selectPython", "showLog"],
  );
export const runnerVersion = (found: number, known: number) =>
  new HumanError(
    `The runner speaks protocol ${found}, the extension ${known}. Close the Pair Drills terminal and run again.`,
  );

/** The first line of whatever was thrown. */
export function reason(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split("\n", 1)[0] ?? "unknown";
}
