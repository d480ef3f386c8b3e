import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { resolveHttpHeaders } from "../../../runtime/options/http-headers.js";
import { thrownBy } from "../thrown.js";

test.each([undefined, null, {}, { "X-A": [] }, { "X-A": null }])("%j leaves no headers", (headers) => {
  expect(resolveHttpHeaders(headers)).toBeUndefined();
});

test("lines are kept in order, and spellings of one name united", () => {
  const headers = { "X-Site": ["plant-7", "line 2\tb"], Authorization: ["Bearer a.b"], "x-site": [""], Host: ["h"] };
  expect(resolveHttpHeaders(headers)).toEqual({
    "X-Site": ["plant-7", "line 2\tb", ""],
    Authorization: ["Bearer a.b"],
    Host: ["h"],
  });
});

test("Node's HTTP client sends the lines, text beyond ASCII in UTF-8", async () => {
  const headers = resolveHttpHeaders({ "X-Site": ["a", "S\u00fcd \u{1f419}"] }) ?? {};
  const received = await new Promise<string[]>((resolve, reject) => {
    const server = createServer((incoming, response) => {
      resolve(incoming.rawHeaders);
      response.end();
      server.close();
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const outgoing = request({ port, host: "127.0.0.1", agent: false });
      for (const [name, values] of Object.entries(headers)) outgoing.setHeader(name, values);
      outgoing.on("error", reject).end();
    });
  });
  const lines = received.flatMap((name, index) => (name === "X-Site" ? [received[index + 1] ?? ""] : []));
  expect(lines.map((line) => Buffer.from(line, "latin1").toString("utf8"))).toEqual(["a", "S\u00fcd \u{1f419}"]);
});

describe("refused, without the value", () => {
  test.each([
    ["/client/httpHeaders/X Site", /not a token/, { "X Site": ["hunter2"] }],
    ["/client/httpHeaders/", /not a token/, { "": ["hunter2"] }],
    ["/client/httpHeaders/X:~1~0", /not a token/, { "X:/~": ["hunter2"] }],
    ["/client/httpHeaders/X\u00fc", /not a token/, { "X\u00fc": ["hunter2"] }],
    ["/client/httpHeaders/X-A/1", /control character/, { "X-A": ["a", "hunter2\r\nX-B: c"] }],
    ["/client/httpHeaders/X-A/0", /control character/, { "X-A": ["hunter2\0"] }],
    ["/client/httpHeaders/upgrade", /handshake/, { upgrade: ["hunter2"] }],
    ["/client/httpHeaders/Connection", /handshake/, { Connection: ["hunter2"] }],
    ["/client/httpHeaders/Sec-WebSocket-Key", /handshake/, { "Sec-WebSocket-Key": ["hunter2"] }],
    ["/client/httpHeaders/sec-websocket-protocol", /handshake/, { "sec-websocket-protocol": ["hunter2"] }],
    ["/client/httpHeaders/Host", /one Host/, { Host: ["hunter2", "b"] }],
    ["/client/httpHeaders/Host", /one Host/, { Host: ["hunter2"], host: ["b"] }],
  ])("%s: %s", async (pointer, complaint, headers) => {
    const error = await thrownBy(() => resolveHttpHeaders(headers));
    expect(error).toMatchObject({ code: "invalid-options", pointer });
    expect(error.message).toMatch(complaint);
    expect(error.message).not.toContain("hunter2");
  });
});
