import { overloadsOf, type Overload } from "./overloads.js";
import { isUsable } from "./since.js";
import { textOfCall } from "./type-text.js";
import { DYN, isOpen, type CelType } from "./types.js";
import { isSame, type Unifier } from "./unify.js";

/** A function or an operator, and what it is given. */
interface Use {
  readonly name: string;
  /** The types of the receiver, if there is one, and of the arguments. */
  readonly given: readonly CelType[];
  readonly isMethod: boolean;
  readonly kubernetes: number;
}

/**
 * What a use returns; undefined where nothing takes such values. Every overload that fits adds to what is known of the
 * arguments, even after the first.
 */
export function resultOf({ name, given, isMethod, kubernetes }: Use, unifier: Unifier): CelType | undefined {
  let result: CelType | undefined;
  for (const overload of styled(name, isMethod).filter((each) => isOffered(each, kubernetes))) {
    const [type = DYN, ...wanted] = unifier.instance([overload.result, ...operandsOf(overload)]);
    if (!unifier.fitsAll(given, wanted)) continue;
    const known = unifier.known(type);
    result ??= known;
    if (!isOpen(result) && !isSame(result, known)) result = DYN;
  }
  return result;
}

/** Why a use returns nothing, in the server's words, and which servers have it. */
export function noOverload({ name, given, isMethod, kubernetes }: Use, unifier: Unifier): string {
  const call = textOfCall(
    name,
    given.map((type) => unifier.settled(type)),
    isMethod,
  );
  const other = styled(name, isMethod).find((each) => unifier.fitsAll(given, unifier.instance(operandsOf(each))));
  return `found no matching overload for ${call}${other ? `; ${offerOf(other, kubernetes)}` : ""}`;
}

function isOffered({ since, until }: Overload, kubernetes: number): boolean {
  return isUsable(since, kubernetes) && (until === undefined || kubernetes < until);
}

function offerOf({ since, until }: Overload, kubernetes: number): string {
  const isGone = until !== undefined && kubernetes >= until;
  return isGone ? `servers had that until Kubernetes 1.${until}` : `that needs Kubernetes 1.${since + 1}`;
}

function styled(name: string, isMethod: boolean): readonly Overload[] {
  return overloadsOf(name).filter(({ target }) => (target !== undefined) === isMethod);
}

function operandsOf({ target, args }: Overload): readonly CelType[] {
  return target ? [target, ...args] : args;
}
