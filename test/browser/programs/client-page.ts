import * as tasks from "./client.js";

/** Has a worker publish. */
function publishInWorker(task: tasks.Task) {
  const worker = new Worker("client-worker.js", { type: "module" });
  worker.postMessage(task);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      resolve(data);
    };
    worker.onerror = ({ message }) => {
      reject(new Error(message));
    };
  });
}

Object.assign(globalThis, { ...tasks, publishInWorker });
