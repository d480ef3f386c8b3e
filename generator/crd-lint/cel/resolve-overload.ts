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
  for (const overload of styled(name, isMethod).filter(({ since }) => isUsable(since, kubernetes))) {
    const [type = DYN, ...wanted] = unifier.instance([overload.result, ...operandsOf(overload)]);
    if (!unifier.fitsAll(given, wanted)) continue;
    const known = unifier.known(type);
    result ??= known;
    if (!isOpen(result) && !isSame(result, known)) result = DYN;
  }
  return result;
}

/** Why a use returns nothing, in the server's words, and since when it does. */
export function noOverload({ name, given, isMethod }: Use, unifier: Unifier): string {
  const call = textOfCall(
    name,
    given.map((type) => unifier.settled(type)),
    isMethod,
  );
  const newer = styled(name, isMethod).find((each) => unifier.fitsAll(given, unifier.instance(operandsOf(each))));
  return `found no matching overload for ${call}${newer ? `; that needs Kubernetes 1.${newer.since + 1}` : ""}`;
}

function styled(name: string, isMethod: boolean): readonly Overload[] {
  return overloadsOf(name).filter(({ target }) => (target !== undefined) === isMethod);
}

function operandsOf({ target, args }: Overload): readonly CelType[] {
  return target ? [target, ...args] : args;
}
