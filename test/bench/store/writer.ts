/**
 * A process that stores numbered messages and notes each that is stored, until it is killed:
 * `writer.ts ENGINE DIRECTORY JOURNAL`. Every second one is acknowledged at once.
 */
import { openSync, writeSync } from "node:fs";
import { openEngine, type EngineName } from "./engines.js";

const [name, directory = "", journal = ""] = process.argv.slice(2);
const file = openSync(journal, "a");
const engine = await openEngine(name as EngineName, directory);
console.info("open");
const payload = Buffer.alloc(300, "x");
for (let sequence = 1; ; sequence += 20) {
  const numbers = Array.from({ length: 20 }, (_, index) => sequence + index);
  await Promise.all(
    numbers.map(async (number) => {
      await engine.put(number, payload);
      if (number % 2 === 0) engine.remove(number);
      else writeSync(file, `${number}\n`);
    }),
  );
}
