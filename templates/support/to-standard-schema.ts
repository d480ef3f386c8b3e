import type { Check } from "./check.js";
import { errorsIn } from "./issues.js";
import type { Place } from "./place.js";
import type { StandardResult, StandardSchema } from "./standard-schema.js";

/** The Standard Schema of a type, from what its other functions are made of. */
export function toStandardSchema<Input, Output>(
  check: Check,
  place: Place,
  withDefaults: (value: unknown) => Output,
): StandardSchema<Input, Output> {
  const validate = (value: unknown): StandardResult<Output> => {
    const document = withDefaults(value);
    const issues = errorsIn(check, place, document);
    if (issues.length === 0) return { value: document };
    return { issues: issues.map(({ message, pointer }) => ({ message, path: pathOf(pointer, document) })) };
  };
  return { "~standard": { version: 1, vendor: "octopus-mqtt", validate } };
}

/** A JSON pointer as keys; where the document has a list, as an index. */
function pathOf(pointer: string, document: unknown): (string | number)[] {
  let value = document;
  return pointer
    .split("/")
    .slice(1)
    .map((token) => {
      const key = token.replace(/~1/g, "/").replace(/~0/g, "~");
      const isIndex = Array.isArray(value);
      const holder: unknown = value;
      value = typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
      return isIndex ? Number(key) : key;
    });
}
