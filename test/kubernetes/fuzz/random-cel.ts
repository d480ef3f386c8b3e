import { FUNCTIONS } from "../../../generator/crd-lint/cel/functions.js";
import type { Overload } from "../../../generator/crd-lint/cel/overloads.js";
import { OPERATORS } from "../../../generator/crd-lint/cel/operators.js";
import { typeOfText, type CelType } from "../../../generator/crd-lint/cel/types.js";
import type { Random } from "./random.js";

/** A variable or a field that an expression can name, with the text of its type. */
export interface Named {
  readonly text: string;
  readonly type: string;
}

/** Letters stand for one of these. */
const PLAIN = ["int", "string", "bool", "double", "list<string>", "list<int>", "map<string, string>", "dyn"];

const LITERALS: Readonly<Record<string, readonly string[]>> = {
  int: ["0", "1", "-1", "7", "9223372036854775807", "0x1f", "-(1)", "- 2"],
  uint: ["0u", "3u", "0xFFu"],
  double: ["0.5", "-1.5", "2e3", "1.0"],
  bool: ["true", "false"],
  string: [
    "''",
    "'a'",
    '"1"',
    "'1s'",
    "'[a-z]+'",
    "'['",
    "'2020-01-01T00:00:00Z'",
    "'%s'",
    "'%d %s'",
    "r'\\d'",
    "'é😀'",
  ],
  bytes: ["b'a'", "b'\\xff'"],
  null: ["null"],
  type: ["int", "string", "list", "type", "google.protobuf.Timestamp", "null_type"],
};

const MIX = [
  "int",
  "uint",
  "double",
  "bool",
  "string",
  "bytes",
  "null",
  "type",
  "duration",
  "timestamp",
  "list<string>",
];

/** Random expressions, most of which have types that fit. */
export class RandomCel {
  readonly #random: Random;
  readonly #names: Named[];
  /** How likely something else stands where a type is wanted. */
  readonly #slip: number;
  #count = 0;

  constructor(random: Random, names: readonly Named[], slip: number) {
    this.#random = random;
    this.#names = [...names];
    this.#slip = slip;
  }

  /** An expression of a type, as text; its parts go so deep. */
  of(type: string, depth: number): string {
    const random = this.#random;
    const wanted = random.chance(this.#slip) ? random.pick([...MIX, ...PLAIN]) : type;
    if (depth <= 0) return this.#leaf(wanted);
    return random.pickFrom([
      () => this.#leaf(wanted),
      () => this.#call(wanted, depth),
      () => this.#call(wanted, depth),
      () => this.#macro(wanted, depth),
      () => this.#made(wanted, depth),
    ]);
  }

  #leaf(type: string): string {
    const named = this.#names.filter((each) => each.type === type).map(({ text }) => text);
    const texts = [...named, ...named, ...(LITERALS[type] ?? [])];
    if (texts.length > 0) return this.#random.pick(texts);
    return this.#made(type, 0);
  }

  /** A literal with members, or what else makes such a value. */
  #made(type: string, depth: number): string {
    const random = this.#random;
    const { name, params } = typeOfText(type);
    const [first = "dyn", second = "dyn"] = params.map(textOf);
    const several = (make: () => string) => Array.from({ length: random.integer(0, 2) }, make).join(", ");
    if (name === "list") return `[${several(() => this.of(first, depth - 1))}]`;
    if (name === "map") return `{${several(() => `${this.of(first, depth - 1)}: ${this.of(second, depth - 1)}`)}}`;
    if (name === "optional") return random.pick([`optional.of(${this.of(first, depth - 1)})`, "optional.none()"]);
    if (name === "duration") return `duration(${random.pick(["'1s'", "'1h2m'", "'x'"])})`;
    if (name === "timestamp") return `timestamp(${random.pick(["'2020-01-01T00:00:00Z'", "0", "'2020'"])})`;
    if (name === "bool") return this.#test(depth);
    if (name === "dyn") return `dyn(${this.of(random.pick(PLAIN), depth - 1)})`;
    return depth > 0 ? this.#call(type, depth) : random.pick(LITERALS[name] ?? ["self.name", "null"]);
  }

  #test(depth: number): string {
    const random = this.#random;
    const chained = this.#names.filter(({ text }) => text.includes(".") && !text.includes("("));
    if (random.chance(0.3)) {
      const named = random.pick(chained).text;
      return `has(${random.chance(this.#slip) ? `${named}${random.pick([".nope", "[0]", ".x"])}` : named})`;
    }
    const type = random.pick([...MIX, ...PLAIN]);
    const sign = random.pick(["==", "!=", "==", "<", "<=", ">", ">="]);
    return `(${this.of(type, depth - 1)} ${sign} ${this.of(type, depth - 1)})`;
  }

  /** A call of some function or operator that returns the type. */
  #call(type: string, depth: number): string {
    const wanted = typeOfText(type);
    const able = [...OPERATORS, ...FUNCTIONS].filter(
      ({ name, result }) => !name.includes("@") && mayBe(result, wanted),
    );
    if (able.length === 0) return this.#leaf(type);
    // Every function is as likely as every other, however many overloads it has.
    const name = this.#random.pick([...new Set(able.map((each) => each.name))]);
    const overload = this.#random.pick(able.filter((each) => each.name === name));
    return this.#callOf(overload, wanted, depth);
  }

  #callOf({ name, target, args, result }: Overload, wanted: CelType, depth: number): string {
    const letters = new Map<string, string>();
    if (/^[A-Z]$/.test(result.name)) letters.set(result.name, textOf(wanted));
    result.params.forEach((param, index) => {
      const inner = wanted.params[index];
      if (/^[A-Z]$/.test(param.name) && inner) letters.set(param.name, textOf(inner));
    });
    const filled = (type: CelType): string =>
      textOf(type).replace(/\b[A-Z]\b/g, (letter) => {
        if (!letters.has(letter)) letters.set(letter, this.#random.pick(PLAIN));
        return letters.get(letter) ?? "dyn";
      });
    const given = args.map((arg) => this.of(filled(arg), depth - 1));
    if (this.#random.chance(this.#slip / 3)) given.pop();
    const infix = /^_(.+)_$/.exec(name)?.[1] ?? (name === "in" ? "in" : undefined);
    if (name === "_?_:_") return `(${given[0] ?? ""} ? ${given[1] ?? ""} : ${given[2] ?? "1"})`;
    if (name.startsWith("_[")) return `${given[0] ?? ""}[${name.includes("?") ? "?" : ""}${given[1] ?? ""}]`;
    if (infix !== undefined) return `(${given[0] ?? ""} ${infix} ${given[1] ?? "1"})`;
    if (name === "!_" || name === "-_") return `${name.slice(0, 1)}${given[0] ?? ""}`;
    const receiver = target ? `${this.of(filled(target), depth - 1)}.` : "";
    return `${receiver}${name}(${given.join(", ")})`;
  }

  #macro(type: string, depth: number): string {
    const random = this.#random;
    const isMap = random.chance(0.3);
    const inner = random.pick(["string", "int", "list<string>"]);
    const over = this.of(isMap ? `map<string, ${inner}>` : `list<${inner}>`, depth - 1);
    const [a, b] = [this.#name(), this.#name()];
    const body = (wanted: string, names: readonly Named[]) => {
      this.#names.push(...names, ...names);
      const text = this.of(wanted, depth - 1);
      this.#names.length -= 2 * names.length;
      return text;
    };
    const one: Named[] = [{ text: a, type: isMap ? "string" : inner }];
    const two: Named[] = [
      { text: a, type: isMap ? "string" : "int" },
      { text: b, type: inner },
    ];
    const { name, params } = typeOfText(type);
    const item = params[0] ? textOf(params[0]) : "string";
    if (name === "bool" || random.chance(this.#slip / 2)) {
      const macro = random.pick(["all", "exists", "exists_one"]);
      return random.chance(0.6)
        ? `${over}.${macro}(${a}, ${body("bool", one)})`
        : `${over}.${macro.replace("_one", "One")}(${a}, ${random.chance(0.03) ? a : b}, ${body("bool", two)})`;
    }
    if (name === "list")
      return random.pickFrom([
        () => `${over}.map(${a}, ${body(item, one)})`,
        () => `${over}.map(${a}, ${body("bool", one)}, ${body(item, one)})`,
        () => `${this.of(type, depth - 1)}.filter(${a}, ${body("bool", [{ text: a, type: item }])})`,
        () => `${over}.transformList(${a}, ${b}, ${body(item, two)})`,
        () => `${over}.transformList(${a}, ${b}, ${body("bool", two)}, ${body(item, two)})`,
        () =>
          `${this.of(type, depth - 1)}.sortBy(${a}, ${body(random.pick(["int", "string"]), [{ text: a, type: item }])})`,
      ]);
    if (name === "map")
      return random.pickFrom([
        () => `${over}.transformMap(${a}, ${b}, ${body(params[1] ? textOf(params[1]) : "dyn", two)})`,
        () => `${over}.transformMapEntry(${a}, ${b}, ${body(type, two)})`,
      ]);
    if (name === "optional")
      return random.pickFrom([
        () => `${this.of(`optional<${inner}>`, depth - 1)}.optMap(${a}, ${body(item, [{ text: a, type: inner }])})`,
        () => `${this.of(`optional<${inner}>`, depth - 1)}.optFlatMap(${a}, ${body(type, [{ text: a, type: inner }])})`,
        () => `self.?${random.pick(["name", "tags", "nope", "obj.x", "obj.?x"])}`,
      ]);
    return this.of(type, depth - 1);
  }

  #name(): string {
    this.#count += 1;
    return this.#random.pick([`v${this.#count}`, `v${this.#count}`, "x", "ip"]);
  }
}

function textOf({ name, params }: CelType): string {
  return params.length === 0 ? name : `${name}<${params.map(textOf).join(", ")}>`;
}

/** Whether a result with letters can be the type. */
function mayBe(result: CelType, wanted: CelType): boolean {
  if (/^[A-Z]$/.test(result.name)) return true;
  return (
    result.name === wanted.name && result.params.every((param, index) => mayBe(param, wanted.params[index] ?? param))
  );
}
