const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const DNS1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const DNS1035_TEXT =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const KEY_TEXT =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const LABEL_VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** The server counts bytes, and does not always say so. */
type Unit = "bytes" | "characters";

/** What is wrong with a DNS subdomain (RFC 1123), such as a group; [] if nothing. */
export function subdomainErrors(value: string, unit: Unit = "characters"): string[] {
  return [...tooLong(value, 253, unit), ...mismatch(value, SUBDOMAIN, SUBDOMAIN_TEXT, ["example.com"])];
}

/** What is wrong with a DNS label (RFC 1035), such as a plural or the name of a version; [] if nothing. */
export function dns1035Errors(value: string): string[] {
  return [...tooLong(value, 63, "characters"), ...mismatch(value, DNS1035, DNS1035_TEXT, ["my-name", "abc-123"])];
}

/** What is wrong with the key of a label or an annotation; [] if nothing. */
export function labelKeyErrors(value: string): string[] {
  const parts = value.split("/");
  const examples = ["MyName", "my.name", "123-abc"];
  if (parts.length > 2) {
    const [text = ""] = mismatch(" ", KEY, `a valid label key ${KEY_TEXT}`, examples);
    return [`${text} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const [prefix, name = ""] = parts.length === 2 ? parts : [undefined, parts[0]];
  const inPrefix = prefix === "" ? ["must be non-empty"] : prefix === undefined ? [] : subdomainErrors(prefix, "bytes");
  const inName = name === "" ? ["must be non-empty"] : tooLong(name, 63, "bytes");
  return [
    ...inPrefix.map((error) => `prefix part ${error}`),
    ...[...inName, ...mismatch(name, KEY, KEY_TEXT, examples)].map((error) => `name part ${error}`),
  ];
}

/** What is wrong with the value of a label; [] if nothing. */
export function labelValueErrors(value: string): string[] {
  return [
    ...tooLong(value, 63, "bytes"),
    ...mismatch(value, `(${KEY})?`, LABEL_VALUE_TEXT, ["MyValue", "my_value", "12345"]),
  ];
}

function tooLong(value: string, limit: number, unit: Unit): string[] {
  return Buffer.byteLength(value) > limit ? [`must be no more than ${limit} ${unit}`] : [];
}

function mismatch(value: string, pattern: string, text: string, examples: readonly string[]): string[] {
  if (new RegExp(`^${pattern}$`, "u").test(value)) return [];
  return [
    `${text} (e.g. ${examples.map((example) => `'${example}'`).join(",  or ")}, regex used for validation is '${pattern}')`,
  ];
}
