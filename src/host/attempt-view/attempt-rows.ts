import type { AttemptModel, FailingCheck, StageRow } from "../../core/attempt/model.ts";
import { COMMANDS } from "../contributions.ts";

/** One row of the Attempt view. */
export interface AttemptRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** A codicon's name. */
  readonly icon: string;
  readonly colour?: "green" | "red" | "amber" | "quiet" | undefined;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly children: readonly AttemptRow[];
  readonly check?: FailingCheck;
  readonly command?: string | undefined;
}

const MARKS = { green: "✓", red: "✗", amber: "!", none: "–", timeout: "⧖" } as const;

function checkRow(of: string, check: FailingCheck): AttemptRow {
  return {
    // The editor refuses a tree in which an id comes twice.
    id: `check:${of}:${check.id}`,
    label: check.title,
    description: check.file && check.line ? `${check.file}:${check.line}` : "",
    icon: "error",
    colour: "red",
    tooltip: check.message,
    spoken: `failing: ${check.title}. ${check.message}`,
    children: [],
    check,
  };
}

/** More rows than these would push the actions out of sight. */
const MOST_CHECKS = 6;

/** Rows of failing checks; the last one says how many more there are. */
function checkRows(of: string, checks: readonly FailingCheck[]): AttemptRow[] {
  const left = checks.length - MOST_CHECKS;
  if (left <= 0) return checks.map((check) => checkRow(of, check));
  const more: AttemptRow = {
    id: `more:${of}`,
    label: `and ${left} more`,
    description: "in the terminal",
    icon: "ellipsis",
    tooltip: checks
      .slice(MOST_CHECKS)
      .map(({ title }) => title)
      .join("\n"),
    spoken: `and ${left} more failing checks, in the terminal`,
    children: [],
    command: COMMANDS.showTerminal,
  };
  return [...checks.slice(0, MOST_CHECKS).map((check) => checkRow(of, check)), more];
}

const STAGE_ICONS = {
  closed: { icon: "lock", colour: "quiet" },
  open: { icon: "circle-large-outline", colour: undefined },
  red: { icon: "error", colour: "red" },
  green: { icon: "pass-filled", colour: "green" },
} as const;

function stageRow(stage: StageRow, problem: string | null, current: boolean): AttemptRow {
  const { icon, colour } = STAGE_ICONS[stage.status];
  const count =
    stage.status === "closed"
      ? `${stage.minutes} min`
      : stage.status === "open"
        ? `${stage.total} checks`
        : `${stage.passed}/${stage.total}`;
  const description = current && problem ? `${count} · last run: ${problem}` : count;
  return {
    // The editor remembers by id whether a row is folded: a row that gets its first children starts anew.
    id: `stage:${stage.id}${stage.failing.length > 0 ? ":failing" : ""}`,
    label: `Stage ${stage.number}: ${stage.title}`,
    description,
    icon,
    colour,
    tooltip:
      stage.status === "closed"
        ? "Opens when the stage before it is green."
        : `${stage.minutes} minutes are meant for this stage.`,
    spoken: `stage ${stage.number}, ${stage.title}, ${stage.status}, ${description}`,
    children: checkRows(stage.id, stage.failing),
  };
}

function ownRow({ own, status }: AttemptModel): AttemptRow {
  const counts = [
    own.passed > 0 || own.failed === 0 ? `${own.passed} pass` : "",
    own.failed > 0 ? `${own.failed} fail` : "",
  ].filter((part) => part !== "");
  const description = own.light === null ? "not run yet" : own.problem ? own.problem : counts.join(" · ");
  const looks = {
    green: { icon: "pass-filled", colour: "green" },
    red: { icon: "error", colour: "red" },
    timeout: { icon: "error", colour: "red" },
    amber: { icon: "warning", colour: "amber" },
    none: { icon: "circle-large-outline", colour: undefined },
  } as const;
  const { icon, colour } = own.light ? looks[own.light] : looks.none;
  return {
    id: own.failing.length > 0 ? "own:failing" : "own",
    label: "My tests",
    description: status === "running" ? `${description} · running` : description,
    icon,
    colour,
    tooltip: "Your own tests, run as python -m pytest runs them.",
    spoken: `my tests, ${description}`,
    children: checkRows("own", own.failing),
  };
}

/** The hints that were shown, to be read again. */
function hintsRow(shown: readonly string[]): AttemptRow {
  const row = { description: "", icon: "lightbulb", command: undefined };
  return {
    ...row,
    id: `hints:${shown.length}`,
    label: shown.length === 1 ? "Hint" : "Hints",
    tooltip: "",
    spoken: `${shown.length} hints were shown`,
    children: shown.map((text, index) => ({
      ...row,
      id: `hint:${index}`,
      label: text,
      tooltip: text,
      spoken: `hint ${index + 1}: ${text}`,
      children: [],
    })),
  };
}

/** The rows of an attempt, the important ones first. */
export function attemptRows(model: AttemptModel): AttemptRow[] {
  const { stage, lights, status } = model;
  const where = `stage ${stage.number} of ${stage.of}`;
  const plain = { children: [], description: "" };
  const rows: AttemptRow[] = [
    {
      ...plain,
      id: "drill",
      label: model.title,
      // The stages have rows of their own: here only what changes the meaning of the clock.
      description: status === "ended" || status === "paused" ? status : "",
      icon: status === "paused" ? "debug-pause" : status === "ended" ? "check-all" : "watch",
      tooltip: `${model.elapsed}${model.limit ? ` of ${model.limit}` : ""}`,
      spoken: `${model.title}, ${where}, ${status}, ${model.elapsed}`,
    },
  ];
  if (lights.length > 0) {
    const marks = lights.map(({ light }) => MARKS[light]).join(" ");
    rows.push({
      ...plain,
      id: "lights",
      label: marks,
      description: lights.length === 1 ? "last run" : `last ${lights.length} runs`,
      icon: "history",
      tooltip: lights.map(({ light, suite }) => `${suite} tests: ${light}`).join("\n"),
      spoken: `last runs: ${lights.map(({ light, suite }) => `${suite} ${light}`).join(", ")}`,
    });
  }
  rows.push(...model.stages.map((row) => stageRow(row, model.hiddenProblem, row.number === stage.number)));
  rows.push(ownRow(model));
  if (model.hints.shown.length > 0) rows.push(hintsRow(model.hints.shown));
  const action = (id: string, label: string, icon: string, command: string) => {
    rows.push({ ...plain, id, label, icon, tooltip: "", spoken: label, command });
  };
  if (status === "open" || status === "paused") {
    action("do:own", "Run my tests", "beaker", COMMANDS.runOwnTests);
    action("do:hidden", "Run hidden tests", "run-all", COMMANDS.runHiddenTests);
    const { shown, of } = model.hints;
    if (shown.length < of) {
      action("do:hint", `Show a hint (${shown.length} of ${of} seen)`, "lightbulb", COMMANDS.hint);
    }
    action("do:finish", "Finish", "check", COMMANDS.finish);
  } else if (status === "running") {
    action("do:stop", "Stop the run", "debug-stop", COMMANDS.stopRun);
  } else {
    action("do:summary", "Show the summary", "graph", COMMANDS.showSummary);
    action("do:again", "Start over", "debug-restart", COMMANDS.startOver);
  }
  return rows;
}
