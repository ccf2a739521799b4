/** A difficulty from 1 to 5 at a glance: `3` → `●●●○○`. */
export function dots(difficulty: number): string {
  return "●".repeat(difficulty) + "○".repeat(5 - difficulty);
}
