/** Globals of Node that libraries expect. */
import { Buffer } from "buffer";

const process = {
  env: {},
  argv: [] as string[],
  // By these two, libraries know that they are not in Node.
  browser: true,
  platform: "browser",
  versions: {},
  cwd: () => "/",
  nextTick: (action: (...args: unknown[]) => void, ...args: unknown[]) => {
    queueMicrotask(() => {
      action(...args);
    });
  },
};

export { Buffer, process };
