/** Every id that the manifest and the code share, once. A test compares it with `package.json`. */

export const COMMANDS = {
  startDrill: "pairDrills.startDrill",
  runOwnTests: "pairDrills.runOwnTests",
  runHiddenTests: "pairDrills.runHiddenTests",
  stopRun: "pairDrills.stopRun",
  pause: "pairDrills.pause",
  resume: "pairDrills.resume",
  hint: "pairDrills.hint",
  resetFile: "pairDrills.resetFile",
  startOver: "pairDrills.startOver",
  finish: "pairDrills.finish",
  giveUp: "pairDrills.giveUp",
  takeOver: "pairDrills.takeOver",
  openPrompt: "pairDrills.openPrompt",
  arrange: "pairDrills.arrange",
  showSummary: "pairDrills.showSummary",
  showTerminal: "pairDrills.showTerminal",
  selectPython: "pairDrills.selectPython",
  showLog: "pairDrills.showLog",
} as const;

export const VIEWS = {
  container: "pairDrills",
  attempt: "pairDrills.attempt",
  drills: "pairDrills.drills",
  summary: "pairDrills.summary",
} as const;

export const SETTINGS = {
  python: "pairDrills.python",
  dataFolder: "pairDrills.dataFolder",
  attemptsFolder: "pairDrills.attemptsFolder",
  openIn: "pairDrills.openIn",
  ownTestsLimit: "pairDrills.ownTestsLimit",
  clock: "pairDrills.clock",
} as const;

export const CONTEXT_KEYS = {
  /** `none`, `open`, `paused`, `running`, `ended` or `elsewhere`. */
  attempt: "pairDrills.attemptState",
} as const;
