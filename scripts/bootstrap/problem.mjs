/** Something a person can put right: the message is one sentence and its remedy, printed without a stack. */
export class Problem extends Error {}

/**
 * Runs a command's main function; ends the process with its exit code, or with 1 after printing what went wrong.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const text =
      error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error);
    console.error(`\n${text}`);
    process.exitCode = 1;
  }
}
