/** What verify prints for people. */
import type { DrillReport } from "../app/verify/report.ts";
import { type Problem, whereOf } from "../core/catalogue/problem.ts";

/** How to print. */
export interface Style {
  readonly width: number;
  readonly color: boolean;
  /** Show the advice for proven drills too. */
  readonly advice: boolean;
  /** Show every problem of a refused drill, not only the first few. */
  readonly all: boolean;
}

const SHOWN = 6;
const INK = { green: "32", red: "31", yellow: "33", dim: "2", bold: "1" } as const;

/** One drill: a line if it is proven, the line and a paragraph for each problem if it is not. */
export function drillText(report: DrillReport, idWidth: number, style: Style): string {
  const paint = (ink: keyof typeof INK, text: string): string =>
    style.color ? `\u001b[${INK[ink]}m${text}\u001b[0m` : text;
  const errors = report.problems.filter(({ severity }) => severity === "error");
  const warnings = report.problems.filter(({ severity }) => severity === "warning");
  const mark = report.ok ? paint("green", "✓") : paint("red", "✗");
  const time = report.cached ? "unchanged" : `${(report.ms / 1000).toFixed(1)} s`;
  const head = `${mark} ${report.id.padEnd(idWidth)}   ${sentence(report, errors, warnings)}   ${paint("dim", time)}`;
  if (report.lock === "out-of-date") {
    const what = "drill.lock does not say what was found.";
    return `${head}\n\n  ${what}\n  → Run \`pair-drills verify ${report.id}\` and commit the file that it writes.\n`;
  }
  const shown = errors.length > 0 ? errors : style.advice ? warnings : [];
  if (shown.length === 0) return head;
  const some = style.all || errors.length === 0 ? shown : shown.slice(0, SHOWN);
  const paragraphs = some.map((problem) => paragraph(problem, style.width, paint));
  const rest = shown.length - some.length;
  if (rest > 0) paragraphs.push(`  and ${rest} more, shown with --all`);
  const [first] = errors;
  if (first && errors.length > 1) paragraphs.push(`  Begin with ${whereOf(first)}.`);
  return `${head}\n\n${paragraphs.join("\n\n")}\n`;
}

function sentence(report: DrillReport, errors: readonly Problem[], warnings: readonly Problem[]): string {
  if (errors.length > 0) return count(errors.length, "problem");
  const { stages, tests, chaffs, par } = report;
  const parts = [
    count(stages, "stage"),
    count(tests, "test"),
    `${count(chaffs, "planted bug")}, all caught`,
    ...(par ? [`par ${par.caught} of ${par.of}`] : []),
    ...(warnings.length > 0 ? [`${warnings.length} to consider`] : []),
    ...(report.lock === "written" ? ["lock written"] : []),
  ];
  return parts.join(" · ");
}

function paragraph(
  problem: Problem,
  width: number,
  paint: (ink: keyof typeof INK, text: string) => string,
): string {
  const where = paint(problem.severity === "error" ? "bold" : "yellow", whereOf(problem));
  const word = /^[a-z]+(?=[\s,])/.test(problem.message); // not the name of a test
  const message = word ? problem.message.charAt(0).toUpperCase() + problem.message.slice(1) : problem.message;
  return [
    `  ${where}   ${paint("dim", problem.rule)}`,
    wrap(/[.?!]$/.test(message) ? message : `${message}.`, width, "  "),
    wrap(problem.remedy, width, "  → ", "    "),
  ].join("\n");
}

/** The last line: how many, and how long. */
export function closingText(reports: readonly DrillReport[], ms: number): string {
  const proven = reports.filter(({ ok }) => ok).length;
  const stale = reports.filter(({ lock }) => lock === "out-of-date").length;
  const refused = reports.length - proven - stale;
  const parts = [
    `${proven} proven`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(stale > 0 ? [`${stale} with a lock that is out of date`] : []),
  ];
  return `${parts.join(", ")}   ${(ms / 1000).toFixed(1)} s`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** Breaks a text at blanks; words that are longer than a line stay whole. */
function wrap(text: string, width: number, first: string, further = first): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(" ")) {
    const begun = line.trim() === "" || line === first || line === further;
    if (!begun && line.length + word.length + 1 > width) {
      lines.push(line);
      line = further + word;
    } else line += begun ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}
