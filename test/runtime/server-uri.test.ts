import { describe, expect, test } from "vitest";
import { parseServer } from "../../runtime/transport/server-uri.js";
import { thrownBy } from "./thrown.js";

describe("addresses", () => {
  test.each([
    ["tcp://broker.example.com:1884", { kind: "tcp", host: "broker.example.com", port: 1884 }],
    ["tcp://h", { kind: "tcp", host: "h", port: 1883, url: "tcp://h:1883" }],
    ["tcp://h/", { kind: "tcp", host: "h", port: 1883 }],
    ["tcp://h:80", { kind: "tcp", port: 80 }],
    ["ssl://h", { kind: "tls", host: "h", port: 8883, url: "ssl://h:8883" }],
    ["tls://h:443", { kind: "tls", port: 443 }],
    ["tcps://192.168.1.10:8884", { kind: "tls", host: "192.168.1.10", port: 8884 }],
    ["tcp://[::1]:1883", { kind: "tcp", host: "::1", port: 1883, url: "tcp://[::1]:1883" }],
    ["tls://[2001:DB8::0:1]", { kind: "tls", host: "2001:db8::1", port: 8883 }],
    ["tcp://my_broker:1", { kind: "tcp", host: "my_broker", port: 1 }],
    ["tcp://Broker.Example", { kind: "tcp", host: "broker.example" }],
    ["tcp://b\u00fccher.example", { kind: "tcp", host: "xn--bcher-kva.example" }],
    ["ws://h", { kind: "ws", host: "h", port: 80, path: "/", url: "ws://h:80/" }],
    ["wss://h", { kind: "wss", host: "h", port: 443, path: "/" }],
    ["ws://h:1883", { kind: "ws", port: 1883 }],
    ["wss://h/mqtt?a=b@c", { kind: "wss", path: "/mqtt?a=b@c", url: "wss://h:443/mqtt?a=b@c" }],
    ["ws://h?a=b", { kind: "ws", path: "/?a=b" }],
    ["ws://[::1]:8080/mqtt", { kind: "ws", host: "::1", url: "ws://[::1]:8080/mqtt" }],
    ["unix:///run/mosquitto/mqtt.sock", { kind: "unix", path: "/run/mosquitto/mqtt.sock" }],
    ["unix:///run/a%20b%25.sock", { kind: "unix", path: "/run/a b%.sock" }],
    ["unix://mqtt.sock", { kind: "unix", path: "mqtt.sock" }],
  ])("%s", (uri, address) => {
    expect(parseServer(uri)).toMatchObject(address);
  });
});

describe("refused, with the reason", () => {
  test.each([
    ["", /has no scheme/],
    ["broker.example.com:1883", /has no scheme/],
    ["tcp:broker", /has no scheme/],
    ["mqtt://h", /unknown scheme mqtt at.*Write tcp:\/\/ instead/],
    ["mqtts://h", /Write ssl:\/\/ instead/],
    ["https://h", /Write wss:\/\/ instead/],
    ["TCP://h", /unknown scheme TCP at.*Write tcp:\/\/ instead/],
    ["tcptls://h", /unknown scheme tcptls/],
    ["constructor://h", /unknown scheme constructor/],
    ["tcp://", /has no host/],
    ["tcp://:1883", /has no host/],
    ["ws:///mqtt", /has no host/],
    ["tcp://::1:1883", /too many colons/],
    ["tcp://h:0", /port/],
    ["tcp://h:65536", /port/],
    ["tcp://h:", /port/],
    ["tcp://h:mqtt", /port/],
    ["tcp://[::1", /too many colons|neither a name nor/],
    ["tcp://[::1]x", /neither a name nor/],
    ["tcp://[fe80::1%25eth0]", /neither a name nor/],
    ["tcp://1883", /neither a name nor/],
    ["tcp://127.1", /neither a name nor/],
    ["tcp://ho%20st", /neither a name nor/],
    ["tcp://h:1883/topic", /something after host and port/],
    ["tls://h?clientId=x", /something after host and port/],
    ["ws://h/#a", /fragment/],
    ["tcp://h :1883", /white space/],
    [" tcp://h", /white space/],
    ["tcp://h\\x", /backslash/],
    ["unix://", /no path/],
    ["unix:///", /no path/],
    ["unix:///run/", /no path/],
    ["unix://localhost/run/x.sock", /mixes a host and a path/],
    ["unix:///run/x.sock?a", /query/],
    ["unix:///run/%00", /zero byte/],
    ["unix:///run/%ff", /% that does not begin/],
  ])("%j", async (uri, message) => {
    const error = await thrownBy(() => parseServer(uri));
    expect(error).toMatchObject({ code: "invalid-server", pointer: "/client/server" });
    expect(error.message).toMatch(message);
  });
});

test("a socket path fits into 107 bytes, counted in UTF-8", async () => {
  expect(parseServer(`unix:///${"x".repeat(106)}`).kind).toBe("unix");
  for (const uri of [`unix:///${"x".repeat(107)}`, `unix:///${"%C3%BC".repeat(54)}`]) {
    expect((await thrownBy(() => parseServer(uri))).message).toContain("more than 107 bytes");
  }
});

test.each([
  "tcp://user:hunter2@h:1883",
  "tcp://hunter2@h",
  "wss://user:hun/hunter2@h/mqtt",
  "ws://user:a?hunter2@h",
  "unix://hunter2@/run/x.sock",
  "tcp://user:hunter2@h 1",
  "user:hunter2@h:1883",
  "ws://h:0/mqtt?token=hunter2",
  "ws://h/#hunter2",
])("never repeats a secret: %s", async (uri) => {
  const error = await thrownBy(() => parseServer(uri));
  expect(error.message).not.toContain("hunter2");
});

test("user info is pointed at basicAuth", async () => {
  const { message } = await thrownBy(() => parseServer("tcp://user:pw@h:1883"));
  expect(message).toMatch(/holds user info.*basicAuth/);
});
