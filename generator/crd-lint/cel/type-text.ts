import type { CelType } from "./types.js";
import { own } from "../../own.js";

/** What the server calls the types whose names differ. */
const NAMES: Readonly<Record<string, string>> = {
  optional: "optional_type",
  URL: "kubernetes.URL",
  Quantity: "kubernetes.Quantity",
  Semver: "kubernetes.Semver",
  Format: "kubernetes.NamedFormat",
  IP: "net.IP",
  CIDR: "net.CIDR",
};

/** A type in the server's words; all objects are `object`, since the server makes their names up. */
export function textOfType({ name, params }: CelType): string {
  const shown = own(NAMES, name) ?? name;
  return params.length > 0 ? `${shown}(${params.map(textOfType).join(", ")})` : shown;
}

/** What a function or operator was given. */
export function textOfCall(name: string, given: readonly CelType[], isMethod: boolean): string {
  const texts = given.map(textOfType);
  const receiver = isMethod ? `${texts.shift() ?? ""}.` : "";
  return `'${name === "in" ? "@in" : name}' applied to '${receiver}(${texts.join(", ")})'`;
}
