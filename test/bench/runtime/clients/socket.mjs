/**
 * The least that a publisher in Node can do: it encodes each message, writes once per turn of the event loop, and calls
 * back at each acknowledgement. No session, no resend, no checks.
 */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { connect } from "node:net";
import { setImmediate } from "node:timers";
import { load, run, topic } from "./driver.mjs";

const ROOM = 1024 * 1024;
const PUBACK = 0x40;
const PUBREC = 0x50;
const PUBREL = 0x62;
const PUBCOMP = 0x70;

const socket = connect(load.port, "127.0.0.1").setNoDelay(true);
await once(socket, "connect");
socket.write(Buffer.from([0x10, 13, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 1, 98]));
await once(socket, "data");

let buffer = Buffer.allocUnsafeSlow(ROOM);
let used = 0;
let scheduled = false;
let lastId = 0;
const waiting = new Array(65_536);
/** Calls of QoS 0 that wait for the socket. */
let written = [];

const flush = () => {
  scheduled = false;
  const done = written;
  written = [];
  const isTaken = socket.write(buffer.subarray(0, used));
  if (socket.writableLength > 0) buffer = Buffer.allocUnsafeSlow(ROOM);
  used = 0;
  if (done.length === 0) return;
  const tell = () => done.forEach((call) => call());
  if (isTaken || socket.writableLength === 0) tell();
  else socket.once("drain", tell);
};

const room = (bytes) => {
  if (used + bytes > ROOM) flush();
  if (scheduled) return;
  scheduled = true;
  setImmediate(flush);
};

const lengthBytes = (length) => (length < 128 ? 1 : length < 16_384 ? 2 : 3);

function send(payload, done, to = topic, qos = load.qos, retain = 1) {
  const remaining = 2 + to.length + (qos > 0 ? 2 : 0) + payload.length;
  room(1 + lengthBytes(remaining) + remaining);
  buffer[used++] = 0x30 | (qos << 1) | retain;
  let rest = remaining;
  for (; rest >= 128; rest >>= 7) buffer[used++] = (rest & 127) | 128;
  buffer[used++] = rest;
  used = buffer.writeUInt16BE(to.length, used);
  used += buffer.latin1Write(to, used);
  if (qos > 0) {
    lastId = (lastId % 65_535) + 1;
    waiting[lastId] = done;
    used = buffer.writeUInt16BE(lastId, used);
  } else {
    written.push(done);
  }
  used += buffer.latin1Write(payload, used);
}

function release(id) {
  room(4);
  buffer[used++] = PUBREL;
  buffer[used++] = 2;
  used = buffer.writeUInt16BE(id, used);
}

let tail = Buffer.alloc(0);
socket.on("data", (chunk) => {
  const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const id = (bytes[at + 2] << 8) | bytes[at + 3];
    if (bytes[at] === PUBREC) release(id);
    else if (bytes[at] === PUBACK || bytes[at] === PUBCOMP) waiting[id]();
  }
  tail = bytes.subarray(at);
});

await run({ send, barrier: () => new Promise((done) => send("", done, "bench/end", 1, 0)) });
