import type { DeclType } from "../crd-lint/cel/decl-type.js";
import { EXPRESSION_LIMIT, type CostedExpression } from "../crd-lint/cel/rule-cost.js";
import { mostOf } from "../crd-lint/cel/rule-sites.js";
import type { SchemaProps } from "../crd-lint/schema-props.js";

/** Names a list, map or text for people, as `the list at /properties/a`. */
export type NameOf = (schema: SchemaProps) => string;

/** Which bound of a list, map or text must be given or lowered, and how great it may be while all others stay. */
export function remedyFor(cost: CostedExpression, nameOf: NameOf): string {
  const around = cost.times === 1 ? [] : cost.site.around;
  const unbounded = around.filter((place) => mostOf(place) === undefined);
  const room = atMost(EXPRESSION_LIMIT / (cost.once * productOf(around)));
  const bound = (place: SchemaProps) => `${nameOf(place)} a ${keywordOf(place)}`;
  if (unbounded.length === 1 && room >= 1) return `give ${unbounded.map(bound).join()} of at most ${room}`;
  if (unbounded.length > 1 && room >= 1)
    return `give ${unbounded.map(bound).join(" and ")}, whose product is at most ${room}`;
  const lower = loweredBound(cost, around, nameOf);
  return unbounded.length === 0 ? lower : `${lower}, and give ${unbounded.map(bound).join(" and ")} of 1`;
}

interface Choice {
  readonly place: SchemaProps;
  readonly now: number;
  /** The greatest bound that would do, if all others stay. */
  readonly most: number;
}

/** The greatest of the bounds is the one to lower, unless even the least of it would not do. */
function loweredBound(cost: CostedExpression, around: readonly SchemaProps[], nameOf: NameOf): string {
  const choices = [...ownSizes(cost, around), ...bounded(cost, around)].toSorted((a, b) => b.now - a.now);
  const choice = choices.find(({ most }) => most >= 1);
  if (choice) return `set ${keywordOf(choice.place)} of ${nameOf(choice.place)} to at most ${choice.most}`;
  if (choices.length === 0)
    return "simplify it: no bound of the schema changes that (the server takes what string() and the like return for unbounded)";
  return `lower ${choices.map(({ place }) => `${keywordOf(place)} of ${nameOf(place)}`).join(" and ")}, or simplify it`;
}

function ownSizes(cost: CostedExpression, around: readonly SchemaProps[]): Choice[] {
  return cost.seen.flatMap((decl) => {
    if (!decl.schema || decl.maxElements === 0) return [];
    const unit = unitOf(decl);
    const fits = (bound: number) => cost.with(new Map([[decl, bound * unit]])) * productOf(around) <= EXPRESSION_LIMIT;
    const now = Math.floor(decl.maxElements / unit);
    const most = greatest(now, fits);
    return most === now ? [] : [{ place: decl.schema, now, most }];
  });
}

function bounded({ once }: CostedExpression, around: readonly SchemaProps[]): Choice[] {
  return around.flatMap((place) => {
    const now = mostOf(place);
    if (now === undefined || now === 0) return [];
    return [{ place, now, most: atMost(EXPRESSION_LIMIT / (once * (productOf(around) / now))) }];
  });
}

/** The greatest number up to a bound that passes a test which all smaller ones pass; 0 if none does. */
function greatest(bound: number, passes: (number: number) => boolean): number {
  if (passes(bound)) return bound;
  let [good, bad] = [0, bound];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The server takes each character of a text for four bytes. */
function unitOf({ kind }: DeclType): number {
  return kind === "string" || kind === "dyn" ? 4 : 1;
}

function keywordOf({ type, intOrString }: SchemaProps): string {
  if (type === "string" || intOrString) return "maxLength";
  return type === "array" ? "maxItems" : "maxProperties";
}

/** The product of the bounds that there are. */
function productOf(around: readonly SchemaProps[]): number {
  return around.reduce((product, place) => product * (mostOf(place) ?? 1), 1);
}

function atMost(bound: number): number {
  return Math.min(Math.floor(bound), EXPRESSION_LIMIT);
}
