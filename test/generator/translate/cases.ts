/**
 * What one property of a source becomes: its core form, what the run says about it, and documents that pass and fail.
 * The documents are judged by the generated validator, and by the API server itself (test/oracle/dialect.test.ts).
 */
export interface TranslationCase {
  readonly name: string;
  /** The property `it` of a closed object. */
  readonly source: unknown;
  /** The same in the core dialect; absent where the source is refused. */
  readonly core?: object;
  /** `severity keyword`, of everything that the run says. */
  readonly said?: readonly string[];
  readonly good?: readonly unknown[];
  readonly bad?: readonly unknown[];
  /** Where it is not 2020-12. */
  readonly draft?: "draft-07";
  /** More keywords of the object that holds the property. */
  readonly root?: object;
}

const ANY = { "x-kubernetes-preserve-unknown-fields": true };
const refused = (...keywords: string[]) => keywords.map((keyword) => `error ${keyword}`);
const nearly = (...keywords: string[]) => keywords.map((keyword) => `approximation ${keyword}`);

export const SCALAR_CASES: readonly TranslationCase[] = [
  {
    name: "a type of one",
    source: { type: ["string"], maxLength: 1 },
    core: { type: "string", maxLength: 1 },
    good: ["😀"],
    bad: ["ab", 1],
  },
  {
    name: "a string or null",
    source: { type: ["string", "null"], maxLength: 3 },
    core: { type: "string", nullable: true, maxLength: 3 },
    good: [null, "abc"],
    bad: ["abcd", 1],
  },
  {
    name: "a choice or null",
    source: { type: ["string", "null"], enum: ["x", null] },
    core: { type: "string", nullable: true, enum: ["x"] },
    good: ["x", null],
    bad: ["y", "null"],
  },
  {
    name: "a type with null whose values leave it out",
    source: { type: ["string", "null"], enum: ["x"] },
    core: { type: "string", enum: ["x"] },
    good: ["x", undefined],
    bad: ["y"],
  },
  {
    name: "an alternative of null",
    source: { oneOf: [{ type: "integer", minimum: 1 }, { type: "null" }] },
    core: { type: "integer", nullable: true, minimum: 1 },
    good: [null, 1],
    bad: [0, "1"],
  },
  {
    name: "null with a default",
    source: { type: ["integer", "null"], default: 3, maximum: 5 },
    core: { type: "integer", nullable: true, default: 3, maximum: 5 },
    good: [null, undefined, 5],
    bad: [6],
  },
  { name: "null alone", source: { type: "null" }, said: refused("type") },
  { name: "null as a constant", source: { const: null }, said: refused("const") },
  { name: "nullable", source: { type: "string", maxLength: 1, nullable: true }, said: refused("nullable") },
  { name: "several types", source: { type: ["string", "boolean"] }, said: refused("type") },
  {
    name: "every type",
    source: { type: ["string", "number", "boolean", "object", "array", "null"] },
    core: { ...ANY, nullable: true },
    good: [1, "a", null, { a: { b: 1 } }, [null]],
  },
  {
    name: "no type and nothing else",
    source: { description: "Anything." },
    core: { description: "Anything.", ...ANY },
    good: [1, { a: { b: [] } }, [null]],
  },
  {
    name: "no type, but bounds of one",
    source: { minLength: 1, maxLength: 2 },
    core: { type: "string", minLength: 1, maxLength: 2 },
    said: nearly("minLength"),
    good: ["a"],
    bad: [""],
  },
  { name: "no type, but bounds of two", source: { minLength: 1, minimum: 2 }, said: refused("") },
  {
    name: "an integer or a string",
    source: { type: ["integer", "string"], maxLength: 3, pattern: "^[a-z]+%?$", minimum: 3, maximum: 9.5 },
    core: { type: ["integer", "string"], maxLength: 3, pattern: "^[a-z]+%?$", minimum: 3, maximum: 9 },
    good: [3, 9, "ab%"],
    bad: [2, 10, "abcd", "%", 3.5, true],
  },
  {
    name: "alternatives of string and integer",
    source: {
      anyOf: [
        { type: "string", maxLength: 2 },
        { type: "integer", exclusiveMinimum: 0 },
      ],
    },
    core: { type: ["integer", "string"], maxLength: 2, minimum: 1 },
    good: ["ab", 1],
    bad: ["abc", 0, false],
  },
  {
    name: "what Kubernetes calls int-or-string",
    source: { "x-kubernetes-int-or-string": true, maxLength: 9 },
    core: { type: ["integer", "string"], maxLength: 9 },
    good: [1, "1"],
    bad: [1.5],
  },
  {
    name: "an integer, a string or null",
    source: { type: ["string", "integer", "null"], maxLength: 9 },
    core: { type: ["integer", "string"], nullable: true, maxLength: 9 },
    good: [1, "1", null],
    bad: [1.5, {}],
  },
  { name: "a constant number", source: { const: 4 }, core: { const: 4, type: "integer" }, good: [4], bad: [5, "4"] },
  {
    name: "a constant flag",
    source: { const: true },
    core: { const: true, type: "boolean" },
    good: [true],
    bad: [false, "true"],
  },
  {
    name: "values without a type",
    source: { enum: ["a", "b"] },
    core: { enum: ["a", "b"], type: "string" },
    good: ["a"],
    bad: ["c", 1],
  },
  { name: "values of several types", source: { enum: ["a", 1] }, said: refused("enum") },
  { name: "values that are objects", source: { enum: [{ a: 1 }] }, said: refused("enum") },
  { name: "a value that its type rules out", source: { type: "string", enum: ["a", 1] }, said: refused("enum") },
  { name: "a fraction among integers", source: { type: "integer", enum: [1, 1.5] }, said: refused("enum") },
  {
    name: "values of an integer or a string",
    source: { type: ["integer", "string"], enum: ["A", 5] },
    said: refused("enum"),
  },
  {
    name: "values given twice",
    source: { enum: ["a", "b", "a"] },
    core: { enum: ["a", "b"], type: "string" },
    good: ["b"],
    bad: ["c"],
  },
  {
    name: "values narrowed by a constant",
    source: { type: "string", enum: ["a", "b"], const: "b" },
    core: { type: "string", enum: ["b"] },
    good: ["b"],
    bad: ["a"],
  },
  {
    name: "values and a constant that they lack",
    source: { type: "string", enum: ["a"], const: "b" },
    said: refused("enum"),
  },
  {
    name: "numbers that are integers",
    source: { type: "number", enum: [1, 2] },
    core: { type: "integer", enum: [1, 2] },
    good: [1, 2],
    bad: [1.5, 3],
  },
  {
    name: "numbers, some of which are integers",
    source: { type: "number", enum: [1.5, 2] },
    core: { type: "number", enum: [1.5, 2] },
    good: [1.5, 2],
    bad: [1, 2.5, 3],
  },
  {
    name: "constants with words",
    source: { anyOf: [{ const: "a", title: "First" }, { const: "b" }] },
    core: { type: "string", oneOf: [{ const: "a", description: "First" }, { const: "b" }] },
    good: ["a", "b"],
    bad: ["c"],
  },
  {
    name: "an exclusive minimum of integers",
    source: { type: "integer", exclusiveMinimum: 0, minimum: -3 },
    core: { type: "integer", minimum: 1 },
    good: [1],
    bad: [0],
  },
  {
    name: "fractions as bounds of integers",
    source: { type: "integer", minimum: 1.5, exclusiveMaximum: 3.5 },
    core: { type: "integer", minimum: 2, maximum: 3 },
    good: [2, 3],
    bad: [1, 4],
  },
  {
    name: "the extremes of 64-bit integers",
    source: { type: "integer", minimum: -(2 ** 63), maximum: 2 ** 63 },
    core: { type: "integer" },
    good: [0, -1, 9223372036854774784],
    bad: [1e19, 0.5],
  },
  {
    name: "a format of small integers",
    source: { type: "integer", format: "uint8", minimum: 5 },
    core: { type: "integer", minimum: 5, maximum: 255 },
    good: [5, 255],
    bad: [4, 256],
  },
  {
    name: "a format of unsigned integers",
    source: { type: "integer", format: "uint64" },
    core: { type: "integer", minimum: 0, maximum: 9007199254740991 },
    said: nearly("format"),
    good: [0],
    bad: [-1],
  },
  { name: "a format that numbers do not have", source: { type: "number", format: "decimal" }, said: refused("format") },
  {
    name: "multiples of a fraction",
    source: { type: "integer", multipleOf: 2.5 },
    core: { type: "integer", multipleOf: 5 },
    good: [0, 5, -10],
    bad: [2, 3],
  },
  {
    name: "multiples of the half of one",
    source: { type: "integer", multipleOf: 0.5 },
    core: { type: "integer" },
    good: [1],
  },
  {
    name: "numbers that are multiples of an integer",
    source: { type: "number", multipleOf: 3 },
    core: { type: "integer", multipleOf: 3 },
    good: [3],
    bad: [4, 1.5],
  },
  {
    name: "numbers that are multiples of a fraction",
    source: { type: "number", multipleOf: 0.5 },
    said: refused("multipleOf"),
  },
  {
    name: "a fraction as the least number",
    source: { type: "number", minimum: 1.5 },
    core: { type: "number", minimum: 1.5 },
    good: [1.5, 2],
    bad: [1, 1.4],
  },
  {
    name: "a negative fraction as the least number",
    source: { type: "number", minimum: -1.5 },
    core: { type: "number", minimum: -1.5 },
    good: [-1.5, -1, 0],
    bad: [-2, -1.6],
  },
  {
    name: "a fraction as the greatest number",
    source: { type: "number", maximum: 1.5 },
    core: { type: "number", maximum: 1.5 },
    good: [1.5, 1],
    bad: [2, 1.6],
  },
  {
    name: "a negative fraction as the greatest number",
    source: { type: "number", maximum: -1.5 },
    core: { type: "number", maximum: -1.5 },
    good: [-1.5, -2],
    bad: [-1, -1.4],
  },
  {
    name: "exclusive fractions",
    source: { type: "number", exclusiveMinimum: -1.5, exclusiveMaximum: 1.5 },
    core: { type: "number", exclusiveMinimum: -1.5, exclusiveMaximum: 1.5 },
    good: [-1, 0, 1, 1.4],
    bad: [-1.5, 1.5, 2, -2],
  },
  {
    name: "exclusive fractions on the far side of zero",
    source: { type: "number", exclusiveMinimum: 1.5, exclusiveMaximum: 3.5 },
    core: { type: "number", exclusiveMinimum: 1.5, exclusiveMaximum: 3.5 },
    good: [2, 3, 1.6],
    bad: [1.5, 1, 3.5, 4],
  },
  {
    name: "an exclusive integer of numbers",
    source: { type: "number", exclusiveMinimum: 0, minimum: 5 },
    core: { type: "number", exclusiveMinimum: 0, minimum: 5 },
    good: [5],
    bad: [0, 4.9],
  },
  {
    name: "a bound that all numbers meet",
    source: { type: "number", maximum: 1.7976931348623157e308 },
    core: { type: "number" },
    said: nearly("maximum"),
    good: [1],
  },
  { name: "a bound that the server cannot read", source: { type: "number", maximum: 1e19 }, said: refused("maximum") },
  {
    name: "a date",
    source: { type: "string", format: "date" },
    good: ["2024-02-29", "2023-12-31"],
    bad: ["2023-02-29", "2023-13-01", "2023-1-1"],
  },
  {
    name: "a time",
    source: { type: "string", format: "time" },
    said: nearly("format"),
    good: ["12:00:00Z", "23:59:59.5+01:00"],
    bad: ["24:00:00Z", "12:00:00"],
  },
  {
    name: "a date with time",
    source: { type: "string", format: "date-time" },
    core: { type: "string", format: "date-time" },
    good: ["2024-02-29T12:00:00Z"],
    bad: ["2024-02-29 12:00"],
  },
  {
    name: "an address of version 4",
    source: { type: "string", format: "ipv4" },
    good: ["127.0.0.1", "255.255.255.255"],
    bad: ["256.0.0.1", "01.2.3.4", "1.2.3"],
  },
  {
    name: "an address of version 6",
    source: { type: "string", format: "ipv6" },
    good: ["::", "::1", "2001:db8::ff00:42:8329", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1::8"],
    bad: [":", "1::2::3", "1:2:3:4:5:6:7", "12345::", "1:2:3:4:5:6:7:8:9", "::1.2.3"],
  },
  {
    name: "a host name",
    source: { type: "string", format: "hostname" },
    good: ["a", "a-b.example.com"],
    bad: ["-a", "a..b", "a_b", "", "a".repeat(64)],
  },
  {
    name: "an address of mail",
    source: { type: "string", format: "email" },
    said: nearly("format"),
    good: ["a.b@example.com"],
    bad: ["a", "Bob <b@x.org>"],
  },
  {
    name: "a UUID",
    source: { type: "string", format: "uuid" },
    good: ["2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
    bad: ["2eb8aa08aa9811eab4aa73b441d16380"],
  },
  {
    name: "a URI",
    source: { type: "string", format: "uri", maxLength: 99 },
    said: nearly("format"),
    good: ["https://x/y?z#f", "urn:a"],
    bad: ["/x", "http://x/ y", "a"],
  },
  {
    name: "a JSON pointer",
    source: { type: "string", format: "json-pointer", maxLength: 99 },
    good: ["", "/a~1b"],
    bad: ["a", "/~2"],
  },
  { name: "a duration", source: { type: "string", format: "duration", maxLength: 99 }, said: refused("format") },
  { name: "a regular expression", source: { type: "string", format: "regex", maxLength: 99 }, said: refused("format") },
  {
    name: "a format that nobody knows",
    source: { type: "string", format: "colour", maxLength: 99 },
    said: refused("format"),
  },
  {
    name: "a password",
    source: { type: "string", format: "password", maxLength: 9 },
    core: { type: "string", maxLength: 9, "x-octopus-secret": true },
    good: ["x"],
  },
  {
    name: "base64",
    source: { type: "string", contentEncoding: "base64", contentMediaType: "image/png", maxLength: 99 },
    good: ["", "aGk=", "aGlo"],
    bad: ["%%", "aGk", "a-_="],
  },
  {
    name: "another encoding",
    source: { type: "string", contentEncoding: "base32", maxLength: 99 },
    said: refused("contentEncoding"),
  },
  {
    name: "a format beside a pattern",
    source: { type: "string", format: "ipv4", pattern: "^10\\.", maxLength: 99 },
    good: ["10.0.0.1"],
    bad: ["11.0.0.1", "10."],
  },
  {
    name: "white space in a pattern",
    source: { type: "string", pattern: "^\\S+\\s[^\\s]$", maxLength: 9 },
    good: ["a b", "a\u00a0b", "a\u2028b", "a\vb"],
    bad: ["ab", "a \u00a0", "\ufeff b"],
  },
  {
    name: "any character in a pattern",
    source: { type: "string", pattern: "^.$", maxLength: 9 },
    good: ["a", "😀"],
    bad: ["\n", "\r", "\u2028", ""],
  },
  {
    name: "characters by number",
    source: { type: "string", pattern: "^\\u00e9\\u{1f600}\\u002a[\\u0061-\\u0063]$", maxLength: 9 },
    good: ["é😀*a"],
    bad: ["e😀*a", "é😀*d"],
  },
  {
    name: "read-only",
    source: { type: "boolean", readOnly: true, title: "Up" },
    core: { type: "boolean", description: "Read-only.\n\nUp" },
    good: [true],
  },
];

const PORT = { type: "integer", minimum: 1, maximum: 65535 };
const LINE = {
  type: "object",
  properties: { port: { $ref: "#/$defs/port", default: 7 }, "a-b": { type: "boolean" } },
  required: ["port"],
  additionalProperties: false,
};

/** Definitions, and references to them. */
export const DEFINITION_CASES: readonly TranslationCase[] = [
  {
    name: "a definition of 2020-12",
    source: { $ref: "#/$defs/port", description: "Where." },
    root: { $defs: { port: PORT } },
    core: { $ref: "#/$defs/port", description: "Where." },
    good: [1, 65535],
    bad: [0, 65536, "1"],
  },
  {
    name: "a definition that refers to another",
    source: { $ref: "#/$defs/serial%20line" },
    root: { $defs: { port: PORT, "serial line": LINE } },
    good: [{ port: 1 }, {}, { "a-b": true }],
    bad: [{ port: 0 }, { other: 1 }],
  },
  {
    name: "definitions in lists and maps",
    source: {
      type: "array",
      maxItems: 2,
      items: { type: "object", maxProperties: 2, additionalProperties: { $ref: "#/$defs/line" } },
    },
    root: { $defs: { port: PORT, line: LINE } },
    good: [[{ x: {} }, {}]],
    bad: [[{ x: { port: "a" } }], [{ x: 1 }]],
  },
  {
    name: "a reference or null",
    source: { anyOf: [{ $ref: "#/$defs/line" }, { type: "null" }] },
    root: { $defs: { port: PORT, line: LINE } },
    core: { $ref: "#/$defs/line", nullable: true },
    good: [null, { port: 2 }],
    bad: [1, { port: null, x: 1 }],
  },
  {
    name: "a definition of draft-07, whose neighbours count for nothing",
    draft: "draft-07",
    source: { $ref: "#/definitions/port", maximum: 5 },
    root: { definitions: { port: PORT } },
    core: { $ref: "#/definitions/port" },
    said: nearly("maximum"),
    good: [6],
    bad: [0],
  },
  {
    name: "a definition that is not there",
    source: { $ref: "#/$defs/prot" },
    root: { $defs: { port: PORT } },
    said: refused("$ref"),
  },
  { name: "a place that is no definition", source: { $ref: "#/properties/it" }, said: refused("$ref") },
];
