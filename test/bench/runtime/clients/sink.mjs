/**
 * A receiver that only acknowledges, all that it reads at once with one write. To whoever subscribes to `flood/N` it sends N
 * messages of 200 bytes, as fast as they are taken. Prints its port.
 */
import { Buffer } from "node:buffer";
import { createServer } from "node:net";

const CONNECT = 1;
const PUBLISH = 3;
const PUBREL = 6;
const SUBSCRIBE = 8;
/** How many messages it sends with one write. */
const SLICE = 200;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let tail = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    const answers = Buffer.allocUnsafe(bytes.length + 4);
    let [at, used] = [0, 0];
    while (at + 2 <= bytes.length) {
      let [length, shift, body] = [0, 0, at + 1];
      let digit = 128;
      for (; digit >= 128 && body < bytes.length; shift += 7) {
        digit = bytes[body++];
        length |= (digit & 127) << shift;
      }
      if (digit >= 128 || body + length > bytes.length) break;
      const qos = (bytes[at] >> 1) & 3;
      const kind = bytes[at] >> 4;
      if (kind === CONNECT) used = answers.writeUInt32BE(0x20020000, used);
      else if (kind === PUBREL) used = answer(answers, used, 0x70, bytes[body], bytes[body + 1]);
      else if (kind === SUBSCRIBE) flood(socket, bytes.subarray(body, body + length));
      else if (kind === PUBLISH && qos > 0) {
        const id = body + 2 + bytes.readUInt16BE(body);
        used = answer(answers, used, qos === 1 ? 0x40 : 0x50, bytes[id], bytes[id + 1]);
      }
      at = body + length;
    }
    tail = bytes.subarray(at);
    if (used > 0) socket.write(answers.subarray(0, used));
  });
  socket.on("error", () => undefined);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

function answer(answers, used, type, high, low) {
  answers[used] = type;
  answers[used + 1] = 2;
  answers[used + 2] = high;
  answers[used + 3] = low;
  return used + 4;
}

function flood(socket, subscribe) {
  const granted = subscribe.at(-1);
  const topic = subscribe.subarray(4, -1);
  socket.write(Buffer.from([0x90, 3, subscribe[0], subscribe[1], granted]));
  const payload = Buffer.alloc(200, "x");
  const remaining = 2 + topic.length + (granted > 0 ? 2 : 0) + payload.length;
  const head = Buffer.from([0x30 | (granted << 1), (remaining & 127) | 128, remaining >> 7, 0, topic.length]);
  let left = Number(topic.toString().split("/")[1]);
  let id = 0;
  const next = () => {
    while (left > 0) {
      const packets = [];
      for (let count = 0; count < SLICE && left > 0; count++, left--) {
        id = (id % 65_535) + 1;
        packets.push(head, topic, ...(granted > 0 ? [Buffer.from([id >> 8, id & 255])] : []), payload);
      }
      if (!socket.write(Buffer.concat(packets))) break;
    }
    if (left > 0) socket.once("drain", next);
  };
  next();
}
