import { isIPv6 } from "node:net";
import { NAME_FORMATS, NEWEST_KUBERNETES } from "../kubernetes-features.js";
import { own } from "../own.js";
import { isGoDuration } from "./go-duration.js";

/** What the API server checks of a text with a format; names are without their dashes (kube-openapi, `strfmt`). */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: (text) => /^[0-9a-fA-F]{24}$/.test(text),
  uri: isRequestUri,
  email: isEmail,
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: (text) => !text.includes("%") && isIPv6(text),
  cidr: isCidr,
  mac: (text) =>
    /^(?:[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?:(?:\1[0-9a-f]{2}){2}|(?:\1[0-9a-f]{2}){14})?|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?:\.[0-9a-f]{4}|(?:\.[0-9a-f]{4}){7})?)$/i.test(
      text,
    ),
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  creditcard: isCreditCard,
  ssn: (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text) && text.length === 11,
  hexcolor: (text) => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  rgbcolor: isRgbColor,
  byte: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(text),
  password: () => true,
  date: isDate,
  duration: isDuration,
  datetime: isDateTime,
  k8sshortname: (text) => text.length <= 63 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(text),
  k8slongname: (text) =>
    text.length <= 253 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(text),
};

const NUMBER_FORMATS: Readonly<Record<string, readonly string[]>> = {
  integer: ["int32", "int64"],
  number: ["float", "double"],
};

function normalized(format: string): string {
  return format.replaceAll("-", "");
}

/** @param kubernetes the server's minor version of Kubernetes 1 */
export function isKnownFormat(format: string, kubernetes: number): boolean {
  const name = normalized(format);
  return Object.hasOwn(FORMATS, name) && (!name.startsWith("k8s") || kubernetes >= NAME_FORMATS);
}

/** Whether the server does something with a format on this type; it warns of others since 1.34. */
export function isRecognized(format: string, type: string): boolean {
  if (type === "" || type === "string") return isKnownFormat(format, NEWEST_KUBERNETES);
  return own(NUMBER_FORMATS, type)?.includes(format) ?? false;
}

/** Whether a text has a known format. */
export function formatAllows(format: string, text: string): boolean {
  return own(FORMATS, normalized(format))?.(text) ?? true;
}

/** Go's url.ParseRequestURI: an absolute path, or a URI with a scheme and a numeric port if any. */
function isRequestUri(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what Go refuses
  if (text === "" || /[\u0000-\u001f\u007f]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(text.split("?")[0] ?? ""))
    return false;
  if (text === "*" || text.startsWith("/")) return true;
  const { rest } = /^[a-z][a-z0-9+.-]*:(?<rest>.*)$/is.exec(text)?.groups ?? {};
  if (rest === undefined) return false;
  const authority = /^\/\/(?<authority>[^/?]*)/.exec(rest)?.groups?.authority ?? "";
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return !/[ <>"\\^`{|}]/.test(host) && /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(host);
}

/** Go's mail.ParseAddress, without its comments and encoded words. */
function isEmail(text: string): boolean {
  const atom = String.raw`(?:[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~-]|[^\x00-\x7f])+`;
  const local = String.raw`(?:${atom}(?:\.${atom})*|"(?:[^"\\\r\n]|\\.)*")`;
  const address = String.raw`${local}@(?:${atom}(?:\.${atom})*|\[[^\]]*\])`;
  const name = String.raw`(?:(?:[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~. -]|[^\x00-\x7f])+|"(?:[^"\\\r\n]|\\.)*")`;
  return new RegExp(String.raw`^\s*(?:${address}|${name}?\s*<${address}>)\s*$`, "u").test(text);
}

const HOSTNAME =
  /^(?:[a-zA-Z0-9\p{S}\p{L}](?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?|(?:[a-zA-Z0-9\p{S}\p{L}](?:[a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?\.)+[a-zA-Z\p{L}]{2,63})$/u;

function isHostname(text: string): boolean {
  const labels = text.split(".").map((label) => Buffer.byteLength(label));
  return HOSTNAME.test(text) && Buffer.byteLength(text) <= 255 && labels.every((length) => length <= 63);
}

/** Leading zeros are allowed, and so is an IPv4 address within an IPv6 one. */
function isIpv4(text: string): boolean {
  const parts = text.split(".");
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return true;
  return text.includes(".") && !text.includes("%") && isIPv6(text);
}

function isCidr(text: string): boolean {
  const [address = "", bits, more] = text.split("/");
  if (bits === undefined || more !== undefined || !/^\d+$/.test(bits)) return false;
  const isV4 = !address.includes(":") && isIpv4(address);
  return isV4 ? Number(bits) <= 32 : isIPv6(address) && !address.includes("%") && Number(bits) <= 128;
}

function digits(text: string): number[] {
  return Array.from(text, (digit) => (digit === "X" ? 10 : Number(digit)));
}

function isIsbn10(text: string): boolean {
  const isbn = text.replace(/[\t\n\f\r -]+/g, "");
  if (!/^(?:[0-9]{9}X|[0-9]{10})$/.test(isbn)) return false;
  return digits(isbn).reduce((sum, digit, index) => sum + Math.min(index + 1, 10) * digit, 0) % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const isbn = text.replace(/[\t\n\f\r -]+/g, "");
  if (!/^[0-9]{13}$/.test(isbn)) return false;
  return digits(isbn).reduce((sum, digit, index) => sum + (index % 2 === 0 ? 1 : 3) * digit, 0) % 10 === 0;
}

const CREDIT_CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;

function isCreditCard(text: string): boolean {
  const card = text.replace(/[^0-9]+/g, "");
  const doubled = (digit: number) => (digit * 2 >= 10 ? ((digit * 2) % 10) + 1 : digit * 2);
  const sum = digits(card)
    .toReversed()
    .reduce((total, digit, index) => total + (index % 2 === 1 ? doubled(digit) : digit), 0);
  return CREDIT_CARD.test(card) && sum % 10 === 0;
}

function isRgbColor(text: string): boolean {
  const part = String.raw`[\t\n\f\r ]*(?:0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])[\t\n\f\r ]*`;
  return new RegExp(String.raw`^rgb\(${part},${part},${part}\)$`).test(text);
}

function isDate(text: string): boolean {
  const { y, m, d } = /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/.exec(text)?.groups ?? {};
  if (y === undefined) return false;
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}

function isDateTime(text: string): boolean {
  const [date = "", time] = text.toLowerCase().split("t");
  if (time === undefined || !isDate(date)) return false;
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:.[0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})$/.exec(time);
  return match !== null && (match[1] ?? "") <= "23" && (match[2] ?? "") <= "59" && (match[3] ?? "") <= "59";
}

const UNITS = ["ns", "us", "µs", "ms", "s", "m", "h", "d", "w", "hr", "wk"];
const UNIT_STARTS = ["nano", "micro", "milli", "sec", "min", "hour", "day", "week"];

/** Go's durations, and any text that has a number with a unit somewhere. */
function isDuration(text: string): boolean {
  if (isGoDuration(text)) return true;
  const units = [...text.matchAll(/\d+[\t\n\f\r ]*([A-Za-zµ]+)/g)].map(([, unit = ""]) => unit.toLowerCase());
  return units.some((unit) => UNITS.includes(unit) || UNIT_STARTS.some((start) => unit.startsWith(start)));
}
