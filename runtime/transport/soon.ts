/** Calls back ahead of what mqtt.js puts off from now on, which takes `process.nextTick` for that. */
export function soon(callback: () => void): void {
  process.nextTick(callback);
}
