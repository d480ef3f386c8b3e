/** Waits for one of the promises, but no longer than so many milliseconds. */
export async function withinTime(limitMs: number, promises: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([timeUp, ...promises]);
  clearTimeout(timer);
}
