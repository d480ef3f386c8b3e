/** Rendering the topic of a message: `topic.mjs LOAD octopus|regex`; reports nanoseconds. */
import { performance } from "node:perf_hooks";
import { compileTopic } from "octopus-mqtt/topic";
import { report } from "./driver.mjs";

const TIMES = 2_000_000;
const TEMPLATE = "cattle.io/octopus/:operator/:namespace/device/:name/:path";
const link = { namespace: "default", name: "boiler-room", uid: "fcd1eb1b-ea42-4cb9-afb0-0ec2d0830583" };
const contents = { ...link, operator: "set", path: "living-room" };

const template = compileTopic(TEMPLATE, { link, path: contents.path, operator: { write: contents.operator } });
const compiled = () => template.forPublish();
const regex = () => TEMPLATE.replace(/:([a-z]+)/g, (_, keyword) => contents[keyword] ?? "").replace(/\/{2,}/g, "/");
if (compiled() !== regex()) throw new Error(`${compiled()} is not ${regex()}`);

const render = process.argv[3] === "octopus" ? compiled : regex;
let length = 0;
const renderAll = () => {
  for (let times = 0; times < TIMES; times++) length += render().length;
};
renderAll();
const start = performance.now();
renderAll();
report({ nanoseconds: ((performance.now() - start) * 1e6) / TIMES, length });
