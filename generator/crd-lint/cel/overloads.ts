import { FUNCTIONS } from "./functions.js";
import { OPERATORS } from "./operators.js";
import type { CelType } from "./types.js";

/** One overload of a function or an operator. */
export interface Overload {
  /** With its namespace, if it is in one: `ip.isCanonical`; operators have the names of cel-go: `_==_`. */
  readonly name: string;
  /** The minor version of Kubernetes 1 that introduced it; 0: since there are rules. */
  readonly since: number;
  /** The first that has it no more. */
  readonly until?: number | undefined;
  /** The receiver of a method. */
  readonly target: CelType | undefined;
  readonly args: readonly CelType[];
  readonly result: CelType;
}

const BY_NAME = new Map<string, Overload[]>();
for (const overload of [...OPERATORS, ...FUNCTIONS])
  BY_NAME.set(overload.name, [...(BY_NAME.get(overload.name) ?? []), overload]);

/** All overloads of a function or an operator. */
export function overloadsOf(name: string): readonly Overload[] {
  return BY_NAME.get(name) ?? [];
}
