import { isMark } from "./flat-text.js";
import type { Brackets, Part } from "./tokens.js";

/** The parts without the brackets that prettier takes away: `!(f(x))` and `(a === b) || (c > d)` do without. */
export function withoutNeedlessBrackets(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part, index): readonly Part[] => {
    if (part.kind !== "brackets") return [part];
    const inner: Brackets = { ...part, parts: withoutNeedlessBrackets(part.parts) };
    if (part.open.text !== "(" || !isNeedless(inner, parts[index - 1], parts[index + 1])) return [inner];
    const [first, ...others] = inner.parts;
    return first ? [{ ...first, spaced: part.spaced, lineEnds: part.lineEnds }, ...others] : [];
  });
}

function isNeedless({ parts }: Brackets, before: Part | undefined, after: Part | undefined): boolean {
  const isOperand = [before, after].every((part) => part === undefined || isMark(part, "||") || isMark(part, "&&"));
  if (isMark(before, "!")) return parts.length > 0 && parts.every(isPrimary) && !parts.some(isWordOperator);
  const hasOperator = isMark(before, "||") || isMark(before, "&&") || isMark(after, "||") || isMark(after, "&&");
  // `(a || b) || c` is `a || b || c`.
  const isSame = isOr(before) && isOr(after) && parts.some((part) => isMark(part, "||"));
  return (
    isOperand &&
    hasOperator &&
    parts.every((part) => isPrimary(part) || isComparison(part) || (isSame && isMark(part, "||")))
  );
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
