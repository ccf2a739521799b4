// node mocha-main.ts <records file> <time limit of a test in ms> <test files …>: runs mocha on sources in this process.
import { runMocha } from "../../test/support/run-mocha.ts";

const [out = "", timeoutMs = "", ...files] = process.argv.slice(2);
const failed = await runMocha({ files, out, timeoutMs: Number(timeoutMs), grep: process.env.PD_GREP });
process.exitCode = failed > 0 ? 1 : 0;
