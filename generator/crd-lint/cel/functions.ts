import { splitList, typeOfText, type CelType } from "./types.js";

/** One overload of a function. */
export interface CelFunction {
  /** With its namespace, if it is in one: `ip.isCanonical`. */
  readonly name: string;
  readonly since: number;
  /** False where it must be declared to the library. */
  readonly known: boolean;
  /** The receiver of a method. */
  readonly target: CelType | undefined;
  readonly args: readonly CelType[];
  readonly result: CelType;
  readonly signature: string;
}

/**
 * The functions of CEL in an API server beyond operators and macros, as `target.name(arguments): result`, grouped by the
 * version of Kubernetes that introduced them (k8s.io/apiserver v0.36.4, pkg/cel/environment/base.go, with the
 * declarations of pkg/cel/library and github.com/google/cel-go v0.26.0, ext).
 */
interface FunctionGroup {
  /** The minor version of Kubernetes 1; 0: since there are rules. */
  readonly since: number;
  /** Whether the library declares them by itself. */
  readonly known?: true;
  readonly signatures: string;
}

const GROUPS: readonly FunctionGroup[] = [
  {
    since: 0,
    known: true,
    signatures: `
      size(string): int, size(bytes): int, size(list<A>): int, size(map<A, B>): int, string.size(): int, bytes.size(): int,
      list<A>.size(): int, map<A, B>.size(): int, bool(bool): bool, bool(string): bool, bytes(bytes): bytes,
      bytes(string): bytes, double(double): double, double(int): double, double(uint): double, double(string): double,
      int(int): int, int(double): int, int(string): int, uint(uint): uint, uint(int): uint, uint(double): uint,
      uint(string): uint, string(string): string, string(bool): string, string(int): string, string(uint): string,
      string(double): string, string(bytes): string, string.startsWith(string): bool, string.endsWith(string): bool,
      string.contains(string): bool, string.matches(string): bool, string.lowerAscii(): string, string.upperAscii(): string,
      string.trim(): string, string.indexOf(string): int, string.indexOf(string, int): int, string.lastIndexOf(string): int,
      string.lastIndexOf(string, int): int, string.substring(int): string, string.substring(int, int): string,
      string.split(string): list<string>, string.split(string, int): list<string>, list<string>.join(): string,
      list<string>.join(string): string, timestamp(string): timestamp, timestamp(int): timestamp,
      duration(string): duration, timestamp.getDate(): int, timestamp.getDate(string): int, timestamp.getDayOfMonth(): int,
      timestamp.getDayOfMonth(string): int, timestamp.getDayOfWeek(): int, timestamp.getDayOfWeek(string): int,
      timestamp.getDayOfYear(): int, timestamp.getDayOfYear(string): int, timestamp.getFullYear(): int,
      timestamp.getFullYear(string): int, timestamp.getHours(): int, timestamp.getHours(string): int,
      timestamp.getMilliseconds(): int, timestamp.getMilliseconds(string): int, timestamp.getMinutes(): int,
      timestamp.getMinutes(string): int, timestamp.getMonth(): int, timestamp.getMonth(string): int,
      timestamp.getSeconds(): int, timestamp.getSeconds(string): int, duration.getHours(): int, duration.getMinutes(): int,
      duration.getSeconds(): int, duration.getMilliseconds(): int, type(A): type`,
  },
  {
    since: 0,
    signatures: `
      matches(string, string): bool, string(timestamp): string, string(duration): string, int(uint): int,
      int(timestamp): int, int(duration): int, timestamp(timestamp): timestamp, duration(duration): duration,
      string.charAt(int): string, string.replace(string, string): string, string.replace(string, string, int): string,
      list<C>.isSorted(): bool, list<S>.sum(): S, list<C>.max(): C, list<C>.min(): C, list<A>.indexOf(A): int,
      list<A>.lastIndexOf(A): int, string.find(string): string, string.findAll(string): list<string>,
      string.findAll(string, int): list<string>, url(string): URL, isURL(string): bool, URL.getScheme(): string,
      URL.getHost(): string, URL.getHostname(): string, URL.getPort(): string, URL.getEscapedPath(): string,
      URL.getQuery(): map<string, list<string>>`,
  },
  {
    since: 28,
    known: true,
    signatures: `
      optional.of(A): optional<A>, optional.none(): optional<A>, optional<A>.hasValue(): bool, optional<A>.value(): A,
      optional<A>.or(optional<A>): optional<A>, optional<A>.orValue(A): A`,
  },
  {
    since: 28,
    signatures: `
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
      list<A>.slice(int, int): list<A>, list<A>.flatten(): list<dyn>, list<A>.flatten(int): list<dyn>,
      list<C>.sort(): list<C>, lists.range(int): list<int>, list<A>.reverse(): list<A>, list<A>.distinct(): list<A>`,
  },
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

function parseFunction(signature: string, since: number, known: boolean): CelFunction {
  const [, receiver, name = "", args = "", result = ""] = /^(?:(.+)\.)?(\w+)\((.*)\): (.+)$/.exec(signature) ?? [];
  const isNamespace = receiver !== undefined && NAMESPACES.has(receiver);
  return {
    name: isNamespace ? `${receiver}.${name}` : name,
    since,
    known,
    target: receiver === undefined || isNamespace ? undefined : typeOfText(receiver),
    args: splitList(args).map(typeOfText),
    result: typeOfText(result),
    signature,
  };
}

/** Every overload that an API server declares. */
export const FUNCTIONS: readonly CelFunction[] = GROUPS.flatMap(({ since, known = false, signatures }) =>
  splitList(signatures.replaceAll(/\s+/g, " ").trim())
    .flatMap(expanded)
    .map((signature) => parseFunction(signature, since, known)),
);

/** All overloads of a function. */
export function overloadsOf(name: string): readonly CelFunction[] {
  return BY_NAME.get(name) ?? [];
}

const BY_NAME = new Map<string, CelFunction[]>();
for (const declared of FUNCTIONS) BY_NAME.set(declared.name, [...(BY_NAME.get(declared.name) ?? []), declared]);
