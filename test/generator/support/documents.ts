import fc from "fast-check";

/** A document with something in nearly every place. */
export const FULL = {
  client: {
    server: "tls://broker.example.com:8883",
    protocolVersion: 4,
    basicAuth: { username: "octopus", passwordRef: { name: "credentials", item: "password" } },
    tlsConfig: {
      caFilePEM: "ca",
      certFilePEM: "cert",
      keyFilePEM: "key",
      serverName: "broker",
      insecureSkipVerify: true,
    },
    cleanSession: false,
    store: { type: "File", direcotryPrefix: "/var/lib/octopus" },
    keepAlive: "10s",
    messageChannelDepth: 5,
    httpHeaders: { Authorization: ["Bearer x"], "X-Site": ["a", "b"] },
  },
  message: {
    topic: "cattle.io/:namespace/:nmae",
    will: { topic: "gone", content: "b2ZmbGluZQ==" },
    qos: 2,
    retained: false,
    path: "region/ap",
    operator: { read: "status", write: "set" },
  },
};

/** Keys from the document down to a place. */
export type Path = readonly string[];

/** All places of a document, the document itself first. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

/** The document with another value at a place; undefined takes the place away. */
export function withValue(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length === 0 && replacement === undefined && !Array.isArray(copy)) Reflect.deleteProperty(copy, key);
  else copy[key] = withValue(copy[key], rest, replacement);
  return copy;
}

/** What the document has at a place. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}

export const OTHER_VALUES: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      "",
      "0",
      "-5s",
      "5s",
      "1h30m",
      "tcp://h",
      "ws://h/x",
      "wss://h",
      "unix:///a",
      "http://x",
      "tcp://u:p@h",
      "/a",
      "a/b/",
    ],
    ...[
      "File",
      "Memory",
      "+",
      "a#",
      "b2s=",
      "🙂",
      "x".repeat(300),
      0,
      1,
      3,
      -1,
      1.5,
      1e9,
      true,
      false,
      {},
      [],
      undefined,
    ],
    ...[
      { name: "a", item: "b" },
      { name: "a" },
      { type: "File" },
      { username: "a" },
      { username: "a", password: "b" },
      ["a"],
    ],
  ),
  fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("null")),
);

/** `FULL` with up to three places changed and perhaps a field too many. */
export const MUTATED = fc
  .array(
    fc.record({
      path: fc.constantFrom(...pathsOf(FULL)),
      value: OTHER_VALUES,
      extra: fc.option(fc.constantFrom("extra", "kepAlive", "passwordRef", "tlsConfig", "keyFilePEMRef", "__proto__")),
    }),
    { maxLength: 3 },
  )
  .map((changes) =>
    changes.reduce<unknown>((document, { path, value, extra }) => {
      const owner = valueAt(document, path);
      const target = extra !== null && typeof owner === "object" && owner !== null ? [...path, extra] : path;
      return typeof valueAt(document, target.slice(0, -1)) === "object" || target.length === 0
        ? withValue(document, target, value)
        : document;
    }, FULL),
  );
