/**
 * Whether what tests need is there. What is not is skipped with a word, but in CI, where that is a failure.
 */
export function isAvailable(name: string, isThere: boolean, remedy: string): boolean {
  if (isThere) return true;
  const reason = `${name} is missing (${remedy})`;
  if (process.env.CI === "true") throw new Error(`${reason}; CI must have it`);
  console.warn(`skipped: ${reason}`);
  return false;
}
