/**
 * What messages know about one place of a document; the table of a type's places is generated beside its check.
 * Whatever is not said here is said by `like`.
 */
export interface Place {
  /** What a valid value is, as a noun phrase. Absent where `values` says it. */
  readonly expected?: string;
  /** The only values allowed. */
  readonly values?: readonly (string | number | boolean)[];
  /** A valid value, where `expected` alone would leave a reader without one. */
  readonly example?: string;
  /** The value is never shown, nor is any below it. */
  readonly secret?: true;
  /** A spelling that is not suggested any more. */
  readonly deprecated?: true;
  /** The known fields of an object, in the order of the schema. */
  readonly fields?: Readonly<Record<string, Place>>;
  /** What the items of a list, or the values of a map, are. */
  readonly items?: Place;
  /** The pattern of a map's keys. */
  readonly keys?: string;
  /** Rules and warnings by the `schemaPath` that they are reported under. */
  readonly rules?: Readonly<Record<string, Rule>>;
  /** The words of conditions by the `schemaPath` that they are reported under. */
  readonly conditions?: Readonly<Record<string, ConditionWords>>;
  /** The place of the type that this one refers to. */
  readonly like?: Place;
}

/** What a condition of the schema, which has no words of its own, asks for. */
export interface ConditionWords {
  /** What a valid value is, as a noun phrase. */
  readonly expected: string;
  /** The field whose value decides which of several alternatives is meant. */
  readonly by?: string;
  /** What is valid with each of its values, by the value's JSON. */
  readonly cases?: Readonly<Record<string, string>>;
}

/** The words of a rule or warning between fields. */
export interface Rule {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** The field that it points at; absent: the object itself. */
  readonly at?: string;
  /** The fields whose values it looks at, as opposed to whether they are there. */
  readonly reads?: readonly string[];
  /** A RegExp source: words of the field's text that match it and are not in `among` are named. */
  readonly words?: string;
  readonly among?: readonly string[];
}

/** A place together with the value that a document has there. */
export interface Spot {
  readonly place: Place;
  readonly value: unknown;
  /** True at and below secrets and at places that the schema does not know. */
  readonly secret: boolean;
  /** The field's name, with the indexes of list items: `keepAlive`, `args[0]`; "" for the document itself. */
  readonly name: string;
  /** The place's position in the schema: a spot sorts after those with a lesser list. */
  readonly order: readonly number[];
}

/** Below a map the order is that of the document, which is the order in which errors are found. */
const UNORDERED = -1;

/** Follows a JSON pointer through a document and the places of its type at once. Never throws. */
export function locate(root: Place, document: unknown, pointer: string): Spot {
  const start = { place: resolvePlace(root), value: document, secret: root.secret === true, name: "", order: [] };
  return pointer
    .split("/")
    .slice(1)
    .reduce<Spot>((spot, token) => stepInto(spot, token.replace(/~1/g, "/").replace(/~0/g, "~")), start);
}

/** The spot of a member, known to the schema or not, there or not. */
export function stepInto(spot: Spot, member: string): Spot {
  const { place, value, secret, name, order } = spot;
  const below = place.fields ? ownField(place.fields, member) : place.items;
  return {
    place: below ? resolvePlace(below) : {},
    value: typeof value === "object" && value !== null ? ownMember(value, member) : undefined,
    secret: secret || !below || resolvePlace(below).secret === true,
    name: Array.isArray(value) ? `${name}[${member}]` : member,
    order: order.at(-1) === UNORDERED ? order : [...order, rankOf(spot, member)],
  };
}

/** True where a value must not be shown: at and below secrets, and where a secret belongs below. */
export function isHidden(spot: Spot): boolean {
  return spot.secret || holdsSecret(spot.place);
}

/** For sorting issues: by position in the schema, an object before its fields. */
export function compareOrder(left: readonly number[], right: readonly number[]): number {
  const differing = left.findIndex((rank, index) => rank !== right[index]);
  if (differing < 0) return left.length - right.length;
  return (left[differing] ?? 0) - (right[differing] ?? UNORDERED);
}

function rankOf({ place, value }: Spot, member: string): number {
  if (place.fields) {
    const names = Object.keys(place.fields);
    return names.includes(member) ? names.indexOf(member) : names.length;
  }
  return Array.isArray(value) ? Number(member) : UNORDERED;
}

function resolvePlace(place: Place): Place {
  if (!place.like) return place;
  const like = resolvePlace(place.like);
  return { ...like, ...place, conditions: { ...like.conditions, ...place.conditions } };
}

function holdsSecret(place: Place): boolean {
  const { secret, fields, items } = resolvePlace(place);
  return (
    secret === true || Object.values(fields ?? {}).some(holdsSecret) || (items !== undefined && holdsSecret(items))
  );
}

function ownField(fields: Readonly<Record<string, Place>>, name: string): Place | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function ownMember(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
