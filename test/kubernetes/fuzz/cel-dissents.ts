import { CEL_COST } from "../../../generator/kubernetes-features.js";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { definitionWithRules } from "../../generator/crd-lint/cel-costs.js";
import type { Oracle } from "../verdict.js";
import { RandomCel, type Named } from "./random-cel.js";
import { Random } from "./random.js";

/** What came of random rules; `dissents` are those that the linter judges otherwise than the server's code. */
export interface CelRun {
  readonly seed: number;
  readonly taken: number;
  readonly refused: number;
  /** Those that the linter said that it cannot read. */
  readonly unread: number;
  readonly dissents: readonly CelDissent[];
}

export interface CelDissent {
  readonly rule: string;
  readonly server: string | undefined;
  readonly linter: string | undefined;
}

/** The properties of the schema that the rules are about. */
const FIELDS: Readonly<Record<string, string>> = {
  name: "string",
  long: "string",
  free: "string",
  color: "string",
  count: "int",
  ratio: "double",
  flag: "bool",
  tags: "list<string>",
  open: "list<string>",
  nums: "list<int>",
  labels: "map<string, string>",
  deep: "map<string, list<object>>",
  parts: "list<object>",
  a__dash__b: "string",
  port: "dyn",
  wait: "duration",
  since: "timestamp",
  data: "bytes",
  "obj.x": "string",
  "obj.y": "int",
  obj: "object",
  "res.kind": "string",
  "res.metadata.name": "string",
  "res.metadata.generateName": "string",
  "parts[0].id": "string",
  "parts[0].sub": "list<string>",
};

const NAMES: readonly Named[] = [
  ...Object.entries(FIELDS).map(([name, type]) => ({ text: `self.${name}`, type })),
  { text: "oldSelf.name", type: "string" },
  { text: "self", type: "object" },
];

const RULES_PER_DEFINITION = 25;

/**
 * Has random CEL rules judged by the server's code and by `crd lint`, one by one: whether their types fit, and whether
 * they cost too much. `FUZZ_SEED=7 FUZZ_RULES=100000` tries others, and more. A dissent found becomes a line of
 * cel-rules.ts.
 *
 * @param kubernetes the minor version of Kubernetes 1 whose code the oracle is
 */
export async function lintRandomRules(oracle: Oracle, count: number, kubernetes?: number): Promise<CelRun> {
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const random = new Random(seed);
  const definitions = Math.ceil(Number(process.env.FUZZ_RULES ?? count) / RULES_PER_DEFINITION);
  const groups = Array.from({ length: definitions }, () =>
    Array.from({ length: RULES_PER_DEFINITION }, () =>
      new RandomCel(random, NAMES, random.pick([0, 0, 0.03, 0.2])).of("bool", random.integer(1, 4)),
    ),
  );
  const texts = groups.map((rules) => JSON.stringify(definitionWithRules(rules)));
  const answers = await oracle.judgeTexts(texts);
  const run = { seed, taken: 0, refused: 0, unread: 0, dissents: [] as CelDissent[] };
  groups.forEach((rules, index) => {
    // Some constants make the server crash while it plans a rule, which answers the request but is no verdict.
    if (answers[index]?.errors?.some(({ type }) => type === "Panic")) return;
    const [lint] = lintText(texts[index] ?? "", "crd.json", kubernetes);
    const found = (lint?.diagnostics ?? []).map(({ code, severity, path, message }) => ({
      code,
      severity,
      field: path,
      message,
    }));
    rules.forEach((rule, number) => {
      const server = firstAt(answers[index]?.errors ?? [], number);
      if (found.some((each) => each.code === "cel-unchecked" && ruleOf(each.field) === number)) {
        run.unread += 1;
        return;
      }
      const linter = firstAt(
        found.filter(({ severity }) => severity === "error"),
        number,
      );
      if (server === undefined) run.taken += 1;
      else run.refused += 1;
      if (isDissent(rule, server, linter, kubernetes)) run.dissents.push({ rule, server, linter });
    });
  });
  return run;
}

const OLD_FAULTS = /\.opt(?:Flat)?Map\(|-[[({]|\bnull\b/;

function isDissent(
  rule: string,
  server: string | undefined,
  linter: string | undefined,
  kubernetes: number | undefined,
): boolean {
  const [said, found] = [server, linter].map(kindOf);
  if (kubernetes === undefined || kubernetes >= CEL_COST) return said !== found;
  // Of older servers, costs are not known, and some of their faults are not copied: what they stumble over where one
  // part of a macro stands twice, what they make of the minus before a value that may be anything or of null,
  // and that they forget inside of macros that they do not compare numbers of different types.
  const isStricter = said !== "refused" && (linter ?? "").includes("that needs Kubernetes");
  return (said === "refused") !== (found === "refused") && !isStricter && !OLD_FAULTS.test(rule);
}

/** Whether a message of the server says that an expression does not compile, or that no program can be made of it. */
export function isAboutTypes(message: string): boolean {
  return /compilation failed|must evaluate to|instantiation failed/.test(message);
}

interface Said {
  readonly field: string;
  readonly message: string;
}

/** The number of the rule that a path leads to. */
function ruleOf(field: string): number | undefined {
  const index = /x-kubernetes-validations\[(\d+)\]/.exec(field)?.[1];
  return index === undefined ? undefined : Number(index);
}

function firstAt(said: readonly Said[], rule: number): string | undefined {
  // Shares of what all rules cost together are not about one rule.
  return said.find(({ field, message }) => ruleOf(field) === rule && !message.includes("contributed to"))?.message;
}

function kindOf(message: string | undefined): "taken" | "dear" | "refused" {
  if (message === undefined) return "taken";
  return message.includes("estimated rule cost") ? "dear" : "refused";
}
