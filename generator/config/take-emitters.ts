import type { Diagnostic } from "../diagnostics.js";
import { pointerTo } from "../input/json-pointer.js";
import type { NamedEmitter } from "../named-emitter.js";
import { aboutConfig } from "./config-error.js";

/** What a module exports, apart from what is not plain data. */
export interface TakenEmitters {
  /** The configuration without the emitters. */
  readonly plain: unknown;
  /** By the name of the job; only of jobs that have some. */
  readonly emitters: ReadonlyMap<string, readonly NamedEmitter[]>;
  /** What of the emitters is none (`config-invalid`). */
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes the emitters out of what a configuration exports; what is left can be checked against the schema of configurations. */
export function takeEmitters(exported: unknown, path: string): TakenEmitters {
  const emitters = new Map<string, readonly NamedEmitter[]>();
  if (!isObject(exported) || !isObject(exported.jobs)) return { plain: exported, emitters, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const jobs = Object.entries(exported.jobs).map(([name, job]) => {
    if (!isObject(job)) return [name, job];
    const { emitters: given, ...plain } = job;
    diagnostics.push(...faults(given, name, path));
    if (Array.isArray(given) && given.length > 0) emitters.set(name, given as readonly NamedEmitter[]);
    return [name, plain];
  });
  return { plain: { ...exported, jobs: Object.fromEntries(jobs) as object }, emitters, diagnostics };
}

function faults(given: unknown, job: string, path: string): Diagnostic[] {
  if (given === undefined || given === null) return [];
  const fault = (message: string, ...place: string[]): Diagnostic => ({
    ...aboutConfig(path, "config-invalid", `${["jobs", job, "emitters", ...place].join(".")}: ${message}`),
    pointer: pointerTo("", "jobs", job, "emitters", ...place),
  });
  if (!Array.isArray(given)) return [fault("expected a list of emitters; write [emitter]")];
  const names = given.map((each: unknown) => (isObject(each) ? each.name : undefined));
  return given.flatMap((each: unknown, index) => {
    if (!isEmitter(each))
      return [fault("expected an emitter; write { name, emit }, a name and a function from the model", `${index}`)];
    return names.indexOf(each.name) < index
      ? [fault(`there are two named "${each.name}"; rename one`, `${index}`)]
      : [];
  });
}

function isEmitter(value: unknown): value is NamedEmitter {
  return isObject(value) && typeof value.name === "string" && value.name !== "" && typeof value.emit === "function";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
