/**
 * Does one step of a command and says so on one line: what it is, then the seconds it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work answered
 */
export async function step(title, work) {
  const start = performance.now();
  process.stdout.write(`${title} … `);
  try {
    const answer = await work();
    process.stdout.write(`${seconds(start)}\n`);
    return answer;
  } catch (error) {
    process.stdout.write(`failed after ${seconds(start)}\n`);
    throw error;
  }
}

/**
 * The seconds since then, for people.
 * @param {number} start a reading of performance.now()
 */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
