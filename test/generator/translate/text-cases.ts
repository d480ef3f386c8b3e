import { nearly, refused, type TranslationCase } from "./translation-case.js";

/** Texts: formats, encodings, patterns; and what is said beside a type. */
export const TEXT_CASES: readonly TranslationCase[] = [
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
