import { pureParts } from "./pure-parts.js";

/** What the page answers, and what a worker does. */
async function askBoth() {
  const worker = new Worker("pure-parts-worker.js", { type: "module" });
  const inWorker = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      resolve(data);
    };
    worker.onerror = ({ message }) => {
      reject(new Error(message));
    };
  });
  return { inPage: pureParts(), inWorker };
}

Object.assign(globalThis, { askBoth });
