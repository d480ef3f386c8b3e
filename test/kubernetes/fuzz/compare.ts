import { parse } from "yaml";
import { parseJson } from "../../../generator/input/parse-json.js";
import type { JsonObject, JsonValue } from "../../../generator/model/model.js";
import type { ObjectVerdict, Oracle } from "../verdict.js";
import type { Compiled } from "./compile.js";
import { canonical, textOf, type Draft } from "./json-text.js";
import { prune } from "./prune.js";
import { GROUP } from "./sources.js";

/** What the server and our code say to one document. */
export interface Answers {
  /** The whole object as JSON text. */
  readonly text: string;
  readonly server: { readonly taken: boolean; readonly why: readonly string[]; readonly spec?: string };
  readonly ours: { readonly taken: boolean; readonly why: readonly string[]; readonly spec: string };
  /** Where they differ, or what our code did that it never may. */
  readonly differences: readonly string[];
}

/** The documents of one compiled case. */
export interface Pairing {
  readonly compiled: Compiled;
  /** Each the `spec` of an object; undefined for an object without one. */
  readonly specs: readonly (Draft | undefined)[];
}

/** Asks the server and our code about all documents; a CRD that the server refuses has no answers but its reasons. */
export async function answersTo(
  oracle: Oracle,
  pairings: readonly Pairing[],
): Promise<readonly (readonly Answers[] | { readonly refused: readonly string[] })[]> {
  const requests = pairings.map(({ compiled, specs }) => ({
    crd: compiled.crd,
    objects: specs.map((spec) => objectText(compiled, spec)),
  }));
  const verdicts = await oracle.judgeAll(requests);
  return pairings.map(({ compiled }, index) => {
    const { accepted, errors, strictDecoding, objects } = verdicts[index] ?? {};
    if (accepted !== true || strictDecoding) return { refused: [...wordsOf(errors), ...(strictDecoding ?? [])] };
    const schema = specSchema(compiled);
    return (requests[index]?.objects ?? []).map((text, position) =>
      compare(compiled, schema, text, objects?.[position]),
    );
  });
}

function objectText({ kind }: Compiled, spec: Draft | undefined): string {
  const head = `"apiVersion":"${GROUP}/v1","kind":"${kind}","metadata":{"name":"x","namespace":"default"}`;
  return spec === undefined ? `{${head}}` : `{${head},"spec":${textOf(spec)}}`;
}

interface CrdSchema {
  readonly spec: { readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: JsonObject } }[] };
}

function specSchema({ crd }: Compiled): JsonObject {
  const root = (parse(crd) as CrdSchema).spec.versions[0]?.schema.openAPIV3Schema.properties as JsonObject;
  return root.spec as JsonObject;
}

function compare(compiled: Compiled, schema: JsonObject, text: string, verdict: ObjectVerdict | undefined): Answers {
  if (!verdict) throw new Error("The oracle left an object out");
  const document = freeze(parseJson(text));
  const differences: string[] = [];
  const attempt = <T>(what: string, action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch (error) {
      differences.push(`${what} threw ${String(error)}`);
      return otherwise;
    }
  };
  const issues = attempt("validate", () => compiled.validate(document), []);
  const applied = attempt("applyDefaults", () => compiled.applyDefaults(document), document) as JsonObject;
  attempt("warn", () => compiled.warn(document), []);
  const taken = issues.length === 0;
  if (attempt("is", () => compiled.is(document), taken) !== taken) differences.push("is and validate disagree");
  const server = serverAnswer(verdict);
  const ours = {
    taken,
    why: issues.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`),
    spec: canonical(pruned(applied.spec, schema)),
  };
  if (server.taken !== taken) differences.push("the verdicts differ");
  if (server.spec !== undefined && server.spec !== ours.spec) differences.push("the objects differ");
  return { text, server, ours, differences };
}

function pruned(spec: JsonValue | undefined, schema: JsonObject): JsonValue {
  return spec === undefined ? null : prune(spec, schema);
}

/** As kubectl applies by default: unknown fields are errors. */
function serverAnswer({ accepted, errors, unknownFields, stored }: ObjectVerdict): Answers["server"] {
  return {
    taken: accepted && unknownFields === null,
    why: [...wordsOf(errors), ...(unknownFields ?? []).map((field) => `unknown field ${field}`)],
    ...(stored && { spec: canonical(stored.spec ?? null) }),
  };
}

function wordsOf(causes: ObjectVerdict["errors"] | undefined): string[] {
  return (causes ?? []).map(({ type, field, message }) => `${type} ${field}: ${message}`);
}

/** A change of the document then throws. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
