/**
 * Whether tests can run on a broker. One that is not installed is skipped with a word, but in CI, where it is a failure.
 */
export function isAvailable(name: string, isInstalled: boolean, remedy: string): boolean {
  if (isInstalled) return true;
  const reason = `${name} is not installed (${remedy})`;
  if (process.env.CI === "true") throw new Error(`${reason}; CI must install it`);
  console.warn(`skipped: ${reason}`);
  return false;
}
