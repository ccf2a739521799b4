/** What every ring is given. */
export interface Context {
  /** the test environment's interpreter */
  python: string;
  /** a data home, empty at first, and the interpreter's folder on the PATH */
  env: NodeJS.ProcessEnv;
  /** files, or nothing for all of the ring's */
  only: readonly string[];
}
