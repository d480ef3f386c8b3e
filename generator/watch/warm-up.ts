/**
 * Loads what a run needs while nothing waits for it: a first run that finds everything as it was has loaded nothing,
 * and the first change would wait for it.
 */
export async function warmUp(): Promise<void> {
  await Promise.all([import("../generate.js"), import("../emit/emitters.js"), import("../write.js")]);
}
