import { deepEqual, type GoJson } from "./go-json.js";

/**
 * Whether an enumeration has a value, as Go compares: equal, or equal after conversion to the member's type. So 1.0 is
 * 1, 1.5 is 1 too, and 65 is "A"; null is never a member.
 */
export function enumAllows(members: readonly GoJson[], value: GoJson): boolean {
  if (value === null) return false;
  return members.some((member) => deepEqual(value, member) || deepEqual(converted(value, member), member));
}

function converted(value: GoJson, like: GoJson): GoJson {
  if (typeof value === "number" && typeof like === "bigint" && Number.isFinite(value)) return BigInt(Math.trunc(value));
  if (typeof value === "bigint" && typeof like === "number") return Number(value);
  if (typeof value === "bigint" && typeof like === "string") return characterOf(value);
  return value;
}

function characterOf(value: bigint): string {
  const isCharacter = value >= 0n && value <= 0x10ffffn && (value < 0xd800n || value > 0xdfffn);
  return isCharacter ? String.fromCodePoint(Number(value)) : "\ufffd";
}
