import { publishNumbers, type Task } from "./client.js";

onmessage = async ({ data }: MessageEvent<Task>) => {
  postMessage(await publishNumbers(data));
};
