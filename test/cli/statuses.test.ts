import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { readStatuses, type Status } from "../../runtime/cli/statuses.js";

async function statusesOf(...chunks: (string | Buffer)[]): Promise<Status[]> {
  const found: Status[] = [];
  for await (const status of readStatuses(Readable.from(chunks), "in.json")) found.push(status);
  return found;
}

test.each([
  {
    name: "one value a line",
    chunks: ['{"a":1}\n{"a":2}\n'],
    want: [
      { json: '{"a":1}', line: 1 },
      { json: '{"a":2}', line: 2 },
    ],
  },
  {
    name: "no newline at the end",
    chunks: ["1\n2"],
    want: [
      { json: "1", line: 1 },
      { json: "2", line: 2 },
    ],
  },
  {
    name: "empty lines and CRLF",
    chunks: ["\r\n1\r\n\r\n2\r\n"],
    want: [
      { json: "1", line: 2 },
      { json: "2", line: 4 },
    ],
  },
  {
    name: "lines cut anywhere",
    chunks: ['{"a"', ':"x', 'y"}\n{"a', '":2}\n'],
    want: [
      { json: '{"a":"xy"}', line: 1 },
      { json: '{"a":2}', line: 2 },
    ],
  },
  {
    name: "one value over many lines",
    chunks: ['{\n  "a": "b  c",\n  "d": [1, 2]\n}\n'],
    want: [{ json: '{"a":"b  c","d":[1,2]}', line: 1 }],
  },
  {
    name: "digits that a double does not hold",
    chunks: ['{"n": 12345678901234567890.10}'],
    want: [{ json: '{"n":12345678901234567890.10}', line: 1 }],
  },
  {
    name: "quotes in strings",
    chunks: ['{"a": "\\" : \\\\", "b": " "}'],
    want: [{ json: '{"a":"\\" : \\\\","b":" "}', line: 1 }],
  },
])("$name", async ({ chunks, want }) => {
  expect(await statusesOf(...chunks)).toEqual(want);
});

test("characters cut in two chunks", async () => {
  const bytes = Buffer.from('"\u00fc"\n');
  expect(await statusesOf(bytes.subarray(0, 2), bytes.subarray(2))).toEqual([{ json: '"\u00fc"', line: 1 }]);
});

test("a status is there as soon as its line is", async () => {
  const input = new PassThrough();
  const statuses = readStatuses(input, "in.json");
  input.write('{"a":1}\n{"a"');
  expect(await statuses.next()).toEqual({ done: false, value: { json: '{"a":1}', line: 1 } });
  input.end(":2}\n");
  expect(await statuses.next()).toEqual({ done: false, value: { json: '{"a":2}', line: 2 } });
});

test.each([
  { name: "a bad line", text: "1\nsecret\n", message: "in.json: line 2 is not JSON; expected one JSON value a line" },
  {
    name: "a bad first line",
    text: "secret\n1\n",
    message: "in.json: line 1 is not JSON; expected one JSON value a line",
  },
  {
    name: "a value that does not end",
    text: '{"a":\n',
    message: "in.json: the value that begins on line 1 is not JSON; expected one JSON value a line",
  },
  { name: "nothing", text: "\n", message: "in.json is empty; expected a status in JSON" },
])("$name is refused, its text not repeated", async ({ text, message }) => {
  await expect(statusesOf(text)).rejects.toMatchObject({ exitCode: 1, message });
});
