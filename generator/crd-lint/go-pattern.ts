import { RE2JS } from "re2js";
import { own } from "../own.js";

/** Names of Unicode categories that Go knows since 1.25, and what they stand for. */
const CATEGORIES: Readonly<Record<string, string>> = {
  other: "C",
  control: "Cc",
  cntrl: "Cc",
  format: "Cf",
  privateuse: "Co",
  surrogate: "Cs",
  letter: "L",
  lowercaseletter: "Ll",
  modifierletter: "Lm",
  otherletter: "Lo",
  titlecaseletter: "Lt",
  uppercaseletter: "Lu",
  mark: "M",
  combiningmark: "M",
  spacingmark: "Mc",
  enclosingmark: "Me",
  nonspacingmark: "Mn",
  number: "N",
  decimalnumber: "Nd",
  digit: "Nd",
  letternumber: "Nl",
  othernumber: "No",
  punctuation: "P",
  punct: "P",
  connectorpunctuation: "Pc",
  dashpunctuation: "Pd",
  closepunctuation: "Pe",
  finalpunctuation: "Pf",
  initialpunctuation: "Pi",
  otherpunctuation: "Po",
  openpunctuation: "Ps",
  symbol: "S",
  currencysymbol: "Sc",
  modifiersymbol: "Sk",
  mathsymbol: "Sm",
  othersymbol: "So",
  separator: "Z",
  lineseparator: "Zl",
  paragraphseparator: "Zp",
  spaceseparator: "Zs",
};

const compiled = new Map<string, RE2JS | string>();

/** What Go has besides categories and scripts. What they match is not told apart here. */
const SPECIAL = ["any", "ascii", "assigned", "unassigned", "cn", "lc", "casedletter"];

/** Go's regular expression for a pattern, or Go's words about what is wrong with it. */
function compile(pattern: string): RE2JS | string {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let fresh: RE2JS | string;
  try {
    fresh = RE2JS.compile(withDistinctGroups(withPlainClasses(pattern)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    fresh = message.endsWith("end of expression") ? `${message}: \`\`` : message;
  }
  compiled.set(pattern, fresh);
  return fresh;
}

/** Names of classes as Go reads them since 1.25: in any case, with any separators, but scripts of one word only. */
function withPlainClasses(pattern: string): string {
  return pattern.replace(/\\(?:([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))|[^])/g, (text: string, ...groups: unknown[]) => {
    const [p, not = "", long, letter] = groups as (string | undefined)[];
    const name = long ?? letter;
    if (p === undefined || name === undefined) return text;
    const plain = plainClass(name.replace(/[ _-]/g, "").toLowerCase());
    if (plain === undefined) throw new Error(`error parsing regexp: invalid character class range: \`${text}\``);
    return `\\${p}{${not}${plain}}`;
  });
}

function plainClass(name: string): string | undefined {
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  if (SPECIAL.includes(name)) return "Any";
  const category = own(CATEGORIES, name);
  if (category !== undefined) return category;
  if (Object.values(CATEGORIES).includes(capital)) return capital;
  return isScript(capital) ? capital : undefined;
}

function isScript(name: string): boolean {
  try {
    return new RegExp(`\\p{Script=${name}}`, "u").unicode;
  } catch {
    return false;
  }
}

/** Go lets groups share a name, and the library does not. */
function withDistinctGroups(pattern: string): string {
  let count = 0;
  const seen = new Set<string>();
  return pattern.replace(/\\[^]|\(\?P?<(\w+)>/g, (text, name?: string) => {
    if (name === undefined || !seen.has(name)) {
      seen.add(name ?? "");
      return text;
    }
    return `(?P<${name}_${++count}>`;
  });
}

/** What Go says when it cannot compile a pattern; undefined if it can. */
export function goPatternError(pattern: string): string | undefined {
  const result = compile(pattern);
  return typeof result === "string" ? result : undefined;
}

/** Whether Go finds the pattern anywhere in a text; false for a pattern that is none. */
export function goPatternMatches(pattern: string, text: string): boolean {
  const result = compile(pattern);
  return typeof result !== "string" && result.matcher(text).find();
}
