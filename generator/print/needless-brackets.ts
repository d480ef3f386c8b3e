import { isMark } from "./flat-text.js";
import type { Brackets, Part } from "./tokens.js";

/** The parts without the brackets that prettier takes away: `!(f(x))` and `(a === b) || (c > d)` do without. */
export function withoutNeedlessBrackets(parts: readonly Part[]): readonly Part[] {
  // Most parts stay as they are; only what holds a change is made anew.
  let changed: Part[] | undefined;
  parts.forEach((part, index) => {
    const becomes = part.kind === "brackets" ? cleaned(part, parts[index - 1], parts[index + 1]) : part;
    if (becomes !== part) changed ??= parts.slice(0, index);
    if (!changed) return;
    if (isParts(becomes)) changed.push(...becomes);
    else changed.push(becomes);
  });
  return changed ?? parts;
}

/** The brackets themselves, the same with others in them, or what is in them. */
function cleaned(part: Brackets, before: Part | undefined, after: Part | undefined): Part | readonly Part[] {
  const inside = part.parts.length === 0 ? part.parts : withoutNeedlessBrackets(part.parts);
  const inner = inside === part.parts ? part : { ...part, parts: inside };
  if (part.open.text !== "(" || !isNeedless(inner, before, after)) return inner;
  const [first, ...others] = inner.parts;
  return first ? [{ ...first, spaced: part.spaced, lineEnds: part.lineEnds }, ...others] : [];
}

function isParts(value: Part | readonly Part[]): value is readonly Part[] {
  return Array.isArray(value);
}

function isNeedless({ parts }: Brackets, before: Part | undefined, after: Part | undefined): boolean {
  if (isMark(before, "!")) return parts.length > 0 && parts.every(isPrimary) && !parts.some(isWordOperator);
  const isOperand = isJunctor(before) && isJunctor(after) && (before !== undefined || after !== undefined);
  if (!isOperand) return false;
  // `(a || b) || c` is `a || b || c`.
  const isSame = isOr(before) && isOr(after) && parts.some((part) => isMark(part, "||"));
  return parts.every((part) => isPrimary(part) || isComparison(part) || (isSame && isMark(part, "||")));
}

/** `&&`, `||`, or nothing: brackets between them hold an operand. */
function isJunctor(part: Part | undefined): boolean {
  return part === undefined || isMark(part, "||") || isMark(part, "&&");
}

function isOr(part: Part | undefined): boolean {
  return part === undefined || isMark(part, "||");
}

function isPrimary(part: Part): boolean {
  return part.kind !== "mark" || part.text === ".";
}

/** Operators that bind less than `!` does. */
function isWordOperator(part: Part): boolean {
  return part.kind === "word" && ["in", "instanceof", "as", "satisfies"].includes(part.text);
}

function isComparison(part: Part): boolean {
  return part.kind === "mark" && /^(?:[=!]==?|[<>]=?|!)$/.test(part.text);
}
