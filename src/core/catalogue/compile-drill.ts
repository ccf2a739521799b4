import type { Baseline, Drill, DrillManifest } from "../../contract/drill.ts";
import { countSource } from "../source/count.ts";
import { LOCK_FILE, type ParsedDrill } from "./parse-drill.ts";
import { whereOf } from "./problem.ts";
import { promptFile } from "./prompt-file.ts";
import { firstSentence } from "./summary.ts";

/** A drill for the index, or why it cannot be used. */
export type Compiled = { readonly drill: Drill } | { readonly problem: string };

/** Compiles one drill for the catalogue: it must be valid, complete, and proven as it lies. */
export function compileDrill(parsed: ParsedDrill): Compiled {
  const first = parsed.problems[0];
  if (first) return { problem: `${whereOf(first)}: ${first.message}. ${first.remedy}` };
  const manifest = parsed.manifest.value;
  if (!manifest) throw new Error(`${parsed.folder}: a drill without problems has a manifest`);
  const absent = neededFiles(manifest).find((file) => !parsed.files.has(file));
  if (absent) return { problem: `${absent} is missing. Write it, or correct its name in drill.yaml.` };
  const advice = `Run \`pair-drills verify ${manifest.id}\`: it proves the drill and writes the lock.`;
  if (!parsed.files.has(LOCK_FILE)) return { problem: `${LOCK_FILE} is missing. ${advice}` };
  if (!parsed.lock) return { problem: `${LOCK_FILE} cannot be read. ${advice}` };
  if (parsed.lock.hash !== parsed.hash) return { problem: `${LOCK_FILE} is older than the drill. ${advice}` };
  const baseline = baselineOf(parsed, manifest);
  if (typeof baseline === "string") return { problem: `${baseline} is not valid Python. Correct it.` };
  const { hash, tests } = parsed.lock;
  const summary = firstSentence(parsed.files.get(promptFile(manifest, 0)) ?? "");
  return { drill: { ...manifest, folder: parsed.folder, hash, tests, baseline, summary } };
}

/** The files of a drill's folder that practising it reads. */
export function neededFiles(manifest: DrillManifest): string[] {
  return [
    ...manifest.stages.map((_, index) => promptFile(manifest, index)),
    ...manifest.stages.map((stage) => stage.hidden),
    ...manifest.files.map((file) => `starter/${file.path}`),
  ];
}

/** Counts what the starter contains; the name of the file that does not parse, if one does not. */
function baselineOf(parsed: ParsedDrill, manifest: DrillManifest): Baseline | string {
  const sum = { tests: 0, asserts: 0, funcs: 0, stmts: 0 };
  for (const { path, role } of manifest.files) {
    if ((role !== "test" && role !== "solution") || !path.endsWith(".py")) continue;
    const counts = countSource(parsed.files.get(`starter/${path}`) ?? "");
    if (!counts) return `starter/${path}`;
    if (role === "test") {
      sum.tests += counts.tests;
      sum.asserts += counts.asserts;
    } else {
      sum.funcs += counts.funcs;
      sum.stmts += counts.stmts;
    }
  }
  return sum;
}
