/** Calls back ahead of what mqtt.js puts off from now on, which takes a timer for that in browsers. */
export function soon(callback: () => void): void {
  queueMicrotask(callback);
}
