import type { Overload } from "./overloads.js";
import { splitList, typeOfText } from "./types.js";

/**
 * The functions of CEL in an API server beyond operators and macros, as `target.name(arguments): result`, grouped by the
 * version of Kubernetes that introduced them, overloads in the order of the server (k8s.io/apiserver v0.37.0,
 * pkg/cel/environment/base.go, with the declarations of pkg/cel/library and github.com/google/cel-go v0.29.2, ext).
 */
interface FunctionGroup {
  /** The minor version of Kubernetes 1; 0: since there are rules. */
  readonly since: number;
  /** The first that has them no more. */
  readonly until?: number;
  readonly signatures: string;
}

const GROUPS: readonly FunctionGroup[] = [
  {
    since: 0,
    signatures: `
      size(bytes): int, size(list<A>): int, size(map<A, B>): int, size(string): int, bytes.size(): int,
      list<A>.size(): int, map<A, B>.size(): int, string.size(): int, type(A): type<A>, bool(bool): bool,
      bool(string): bool, bytes(bytes): bytes, bytes(string): bytes, double(double): double, double(int): double,
      double(string): double, double(uint): double, duration(duration): duration, duration(string): duration, int(int): int, int(double): int, int(duration): int, int(string): int,
      int(timestamp): int, int(uint): int, string(string): string, string(bool): string, string(bytes): string,
      string(double): string, string(duration): string, string(int): string, string(timestamp): string,
      string(uint): string, timestamp(timestamp): timestamp, timestamp(int): timestamp, timestamp(string): timestamp,
      uint(uint): uint, uint(double): uint, uint(int): uint, uint(string): uint, string.contains(string): bool,
      string.endsWith(string): bool, string.startsWith(string): bool, string.matches(string): bool,
      timestamp.getFullYear(): int, timestamp.getFullYear(string): int, timestamp.getMonth(): int,
      timestamp.getMonth(string): int, timestamp.getDayOfYear(): int, timestamp.getDayOfYear(string): int,
      timestamp.getDayOfMonth(): int, timestamp.getDayOfMonth(string): int, timestamp.getDate(): int,
      timestamp.getDate(string): int, timestamp.getDayOfWeek(): int, timestamp.getDayOfWeek(string): int,
      timestamp.getHours(): int, timestamp.getHours(string): int, duration.getHours(): int,
      timestamp.getMinutes(): int, timestamp.getMinutes(string): int, duration.getMinutes(): int,
      timestamp.getSeconds(): int, timestamp.getSeconds(string): int, duration.getSeconds(): int,
      timestamp.getMilliseconds(): int, timestamp.getMilliseconds(string): int, duration.getMilliseconds(): int,
      string.charAt(int): string, string.indexOf(string): int, string.indexOf(string, int): int,
      list<string>.join(): string, list<string>.join(string): string, string.lastIndexOf(string): int,
      string.lastIndexOf(string, int): int, string.lowerAscii(): string, string.replace(string, string): string,
      string.replace(string, string, int): string, string.split(string): list<string>,
      string.split(string, int): list<string>, string.substring(int): string, string.substring(int, int): string,
      string.trim(): string, string.upperAscii(): string, list<C>.isSorted(): bool, list<S>.sum(): S,
      list<C>.max(): C, list<C>.min(): C, list<A>.indexOf(A): int, list<A>.lastIndexOf(A): int,
      string.find(string): string, string.findAll(string): list<string>, string.findAll(string, int): list<string>,
      url(string): URL, isURL(string): bool, URL.getScheme(): string, URL.getHost(): string,
      URL.getHostname(): string, URL.getPort(): string, URL.getEscapedPath(): string,
      URL.getQuery(): map<string, list<string>>`,
  },
  {
    // cel-go v0.29 dropped it, which servers have since Kubernetes 1.37.
    since: 0,
    until: 37,
    signatures: "duration(int): duration",
  },
  {
    // It comes with cel-go v0.16, which servers have since Kubernetes 1.28.
    since: 27,
    signatures: "matches(string, string): bool",
  },
  {
    since: 28,
    signatures: `
      optional.of(A): optional<A>, optional.none(): optional<A>, optional<A>.hasValue(): bool, optional<A>.value(): A,
      optional<A>.or(optional<A>): optional<A>, optional<A>.orValue(A): A,
      optional.ofNonZeroValue(A): optional<A>, quantity(string): Quantity, isQuantity(string): bool, sign(Quantity): int,
      Quantity.isGreaterThan(Quantity): bool, Quantity.isLessThan(Quantity): bool, Quantity.compareTo(Quantity): int,
      Quantity.asApproximateFloat(): double, Quantity.asInteger(): int, Quantity.isInteger(): bool,
      Quantity.add(Quantity): Quantity, Quantity.add(int): Quantity, Quantity.sub(Quantity): Quantity,
      Quantity.sub(int): Quantity`,
  },
  {
    // They come with the library of optionals, as of cel-go v0.23, which servers have since Kubernetes 1.33.
    since: 32,
    signatures: `
      list<A>.first(): optional<A>, list<A>.last(): optional<A>, optional.unwrap(list<optional<A>>): list<A>,
      list<optional<A>>.unwrapOpt(): list<A>`,
  },
  {
    since: 29,
    signatures: `
      string.format(list<A>): string, strings.quote(string): string, sets.contains(list<A>, list<A>): bool,
      sets.equivalent(list<A>, list<A>): bool, sets.intersects(list<A>, list<A>): bool`,
  },
  {
    since: 30,
    signatures: `
      ip(string): IP, isIP(string): bool, ip.isCanonical(string): bool, IP.family(): int, IP.isUnspecified(): bool,
      IP.isLoopback(): bool, IP.isLinkLocalMulticast(): bool, IP.isLinkLocalUnicast(): bool, IP.isGlobalUnicast(): bool,
      string(IP): string, cidr(string): CIDR, isCIDR(string): bool, CIDR.containsIP(string): bool, CIDR.containsIP(IP): bool,
      CIDR.containsCIDR(string): bool, CIDR.containsCIDR(CIDR): bool, CIDR.ip(): IP, CIDR.prefixLength(): int,
      CIDR.masked(): CIDR, string(CIDR): string`,
  },
  {
    since: 31,
    signatures: `
      format.named(string): optional<Format>, Format.validate(string): optional<list<string>>, format.dns1123Label(): Format,
      format.dns1123Subdomain(): Format, format.dns1035Label(): Format, format.qualifiedName(): Format,
      format.dns1123LabelPrefix(): Format, format.dns1123SubdomainPrefix(): Format, format.dns1035LabelPrefix(): Format,
      format.labelValue(): Format, format.uri(): Format, format.uuid(): Format, format.byte(): Format,
      format.date(): Format, format.datetime(): Format`,
  },
  {
    since: 33,
    signatures: `
      semver(string): Semver, semver(string, bool): Semver, isSemver(string): bool, isSemver(string, bool): bool,
      Semver.isGreaterThan(Semver): bool, Semver.isLessThan(Semver): bool, Semver.compareTo(Semver): int,
      Semver.major(): int, Semver.minor(): int, Semver.patch(): int`,
  },
  {
    since: 34,
    signatures: `
      list<A>.slice(int, int): list<A>, list<list<A>>.flatten(): list<A>, list<dyn>.flatten(int): list<dyn>,
      list<C>.sort(): list<C>, lists.range(int): list<int>, list<A>.reverse(): list<A>, list<A>.distinct(): list<A>`,
  },
  { since: 37, signatures: "dyn.includes(dyn): bool" },
];

/** Letters that stand for some types only; each of these has an overload of its own. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  C: ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"],
  S: ["int", "uint", "double", "duration"],
};

function expanded(signature: string): readonly string[] {
  const [letter = ""] = /\b[CS]\b/.exec(signature) ?? [];
  return CLASSES[letter]?.map((type) => signature.replaceAll(new RegExp(`\\b${letter}\\b`, "g"), type)) ?? [signature];
}

/** Names before a dot that are no types. */
export const NAMESPACES: ReadonlySet<string> = new Set(["optional", "ip", "sets", "strings", "format", "lists"]);

function parseFunction(signature: string, { since, until }: FunctionGroup): Overload {
  const [, receiver, name = "", args = "", result = ""] = /^(?:(.+)\.)?(\w+)\((.*)\): (.+)$/.exec(signature) ?? [];
  const isNamespace = receiver !== undefined && NAMESPACES.has(receiver);
  return {
    name: isNamespace ? `${receiver}.${name}` : name,
    since,
    until,
    target: receiver === undefined || isNamespace ? undefined : typeOfText(receiver),
    args: splitList(args).map(typeOfText),
    result: typeOfText(result),
  };
}

/** Every overload that an API server declares. */
export const FUNCTIONS: readonly Overload[] = GROUPS.flatMap((group) =>
  splitList(group.signatures.replaceAll(/\s+/g, " ").trim())
    .flatMap(expanded)
    .map((signature) => parseFunction(signature, group)),
);
