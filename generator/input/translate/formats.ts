/** What a format of strings becomes: a pattern means the same everywhere, where a format has as many meanings as checkers. */
export interface FormatTranslation {
  readonly pattern?: string;
  readonly maxLength?: number;
  /** Kept as a format, which our own check and the API server's agree on. */
  readonly kept?: true;
  /** The value is never shown. */
  readonly secret?: true;
  /** How the pattern differs from the format; absent where it does not. */
  readonly differs?: string;
}

/** Standard alphabet with padding; the API server's own format would refuse the empty string. */
export const BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

const YEAR_MONTH_DAY =
  "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))" +
  "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const H16 = "[0-9A-Fa-f]{1,4}";
const LS32 = `(?:${H16}:${H16}|${IPV4})`;
/** RFC 3986, appendix A. */
const IPV6 = [
  `(?:${H16}:){6}${LS32}`,
  `::(?:${H16}:){5}${LS32}`,
  `(?:${H16})?::(?:${H16}:){4}${LS32}`,
  `(?:(?:${H16}:){0,1}${H16})?::(?:${H16}:){3}${LS32}`,
  `(?:(?:${H16}:){0,2}${H16})?::(?:${H16}:){2}${LS32}`,
  `(?:(?:${H16}:){0,3}${H16})?::${H16}:${LS32}`,
  `(?:(?:${H16}:){0,4}${H16})?::${LS32}`,
  `(?:(?:${H16}:){0,5}${H16})?::${H16}`,
  `(?:(?:${H16}:){0,6}${H16})?::`,
].join("|");
const URI_REST = "(?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*";
const TOKEN = "(?:[^~/]|~[01])*";
const POINTER = `(?:/${TOKEN})*`;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

/** By the names of JSON Schema 2020-12 (Validation, section 7.3), and two of OpenAPI. */
export const FORMATS: Readonly<Record<string, FormatTranslation>> = {
  "date-time": { kept: true },
  date: { pattern: `^${YEAR_MONTH_DAY}$` },
  time: {
    pattern: `^${CLOCK}:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-]${CLOCK})$`,
    differs: "a leap second (60) is refused",
  },
  email: {
    pattern: `^${ATOM}(?:\\.${ATOM})*@${LABEL}(?:\\.${LABEL})*$`,
    maxLength: 254,
    differs: "quoted names and addresses in brackets are refused",
  },
  hostname: { pattern: `^${LABEL}(?:\\.${LABEL})*$`, maxLength: 253 },
  ipv4: { pattern: `^${IPV4}$` },
  ipv6: { pattern: `^(?:${IPV6})$` },
  uri: {
    pattern: `^[A-Za-z][A-Za-z0-9+.-]*:${URI_REST}$`,
    differs: "the scheme and the characters are checked, not the parts",
  },
  "uri-reference": { pattern: `^${URI_REST}$`, differs: "the characters are checked, not the parts" },
  uuid: { pattern: "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" },
  "json-pointer": { pattern: `^${POINTER}$` },
  "relative-json-pointer": { pattern: `^(?:0|[1-9][0-9]*)(?:#|${POINTER})$` },
  byte: { pattern: BASE64 },
  password: { secret: true },
};

const GO_DURATION = "^([-+]?0|[-+]?(([0-9]+(\\\\.[0-9]*)?|\\\\.[0-9]+)(ns|us|µs|ms|s|m|h))+)$";

/** What to write instead of formats that have no translation. */
export const INSTEAD: Readonly<Record<string, string>> = {
  duration:
    "ISO 8601 here, something else to the API server, and neither is what Go programs read; for durations such as 1h30m write " +
    `"pattern": "${GO_DURATION}"`,
  regex: "nothing checks regular expressions in an API server; leave the format out and say it in the description",
};
