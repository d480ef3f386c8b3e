import type { Fix } from "../diagnostics.js";
import type { SchemaError } from "./describe-error.js";
import { sureWord } from "./did-you-mean.js";
import { DRAFT_2020 } from "./translate/drafts.js";

/** The remedy of a source that breaks the dialect, where there is just one; absent where a person has to decide. */
export function sureFix({ keyword, params, data, instancePath }: SchemaError): Fix | undefined {
  if (keyword === "required") return MISSING[String(params.missingProperty)];
  if (typeof data !== "string") return undefined;
  if (keyword === "enum") {
    const words = (params.allowedValues as unknown[]).filter((value) => typeof value === "string");
    return replacement(data, sureWord(data, words));
  }
  const isDraft = keyword === "const" && instancePath === "/$schema";
  return isDraft && /\b2020-12\b/.test(data) ? replacement(data, DRAFT_2020) : undefined;
}

/** What a source must say, where it can say but one thing. A source without a draft is read as one of 2020-12. */
const MISSING: Readonly<Record<string, Fix>> = {
  $schema: { kind: "add", name: "$schema", value: DRAFT_2020 },
  deprecated: { kind: "add", name: "deprecated", value: true },
};

function replacement(from: string, to: string | undefined): Fix | undefined {
  return to === undefined ? undefined : { kind: "replace", from, to };
}
