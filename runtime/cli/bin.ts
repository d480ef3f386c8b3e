#!/usr/bin/env node
import { main, processIo } from "./cli.js";

const io = processIo();
try {
  process.exitCode = await main(process.argv.slice(2), io);
} catch (error) {
  // Whatever a user can mend never comes here.
  console.error("octopus-mqtt: this is a defect of octopus-mqtt, please report it:", error);
  process.exitCode = 70;
}
// An open stdin would keep the process alive after the verb has ended.
io.stdin.destroy();
