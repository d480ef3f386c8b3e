import { Environment } from "@marcbachmann/cel-js";
import type { DeclType } from "./decl-type.js";
import { FUNCTIONS, NAMESPACES, type CelFunction } from "./functions.js";
import type { CelType } from "./types.js";

/** What the library calls the types whose names differ. */
const LIBRARY_NAMES: Readonly<Record<string, string>> = {
  timestamp: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
};
const OPAQUE = ["URL", "Quantity", "IP", "CIDR", "Format", "Semver"];

/** An environment of the library with the functions of an API server and the variables `self` and `oldSelf`. */
export function environmentFor(self: DeclType, optionalOldSelf: boolean): Environment {
  const environment = serverEnvironment().clone();
  const type = new Declarations(environment).nameOf(self);
  environment.registerVariable("self", type);
  return environment.registerVariable("oldSelf", optionalOldSelf ? `optional<${type}>` : type);
}

let shared: Environment | undefined;

/** Everything but the variables; it is the same for all rules. */
function serverEnvironment(): Environment {
  shared ??= declareFunctions(new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false }));
  return shared;
}

function declareFunctions(environment: Environment): Environment {
  for (const name of OPAQUE) {
    environment.registerType(name, { fields: {} });
    environment.registerOperator(`${name} == ${name}`, () => false);
  }
  for (const name of NAMESPACES)
    if (name !== "optional") {
      environment.registerType(namespaceType(name), { fields: {} });
      environment.registerVariable(name, namespaceType(name));
    }
  for (const sign of ["<", "<=", ">", ">="]) environment.registerOperator(`bytes ${sign} bytes`, () => false);
  for (const declared of FUNCTIONS.filter(({ known }) => !known))
    environment.registerFunction(signatureOf(declared), () => undefined);
  return environment;
}

function namespaceType(name: string): string {
  return `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}Namespace`;
}

/** A signature as the library reads it. */
function signatureOf({ name, target, args, result }: CelFunction): string {
  const own = name.slice(name.indexOf(".") + 1);
  const namespace = own === name ? undefined : name.slice(0, -own.length - 1);
  const receiver = namespace === undefined ? target && libraryName(target) : namespaceType(namespace);
  const prefix = receiver === undefined ? "" : `${receiver}.`;
  return `${prefix}${own}(${args.map(libraryName).join(", ")}): ${libraryName(result)}`;
}

function libraryName({ name, params }: CelType): string {
  const inside = params.length > 0 ? `<${params.map(libraryName).join(", ")}>` : "";
  return (LIBRARY_NAMES[name] ?? name) + inside;
}

/** Declares the types of objects in an environment, each under a name of its own. */
class Declarations {
  private readonly environment: Environment;
  private count = 0;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  nameOf({ kind, element, fields }: DeclType): string {
    if (kind === "list") return `list<${element ? this.nameOf(element) : "dyn"}>`;
    if (kind === "map") return `map<string, ${element ? this.nameOf(element) : "dyn"}>`;
    if (kind !== "object") return LIBRARY_NAMES[kind] ?? kind;
    const own = [...(fields ?? [])].map(([name, type]) => [name, this.nameOf(type)] as const);
    const name = `Object${++this.count}`;
    this.environment.registerType(name, { fields: Object.fromEntries(own) });
    this.environment.registerOperator(`${name} == ${name}`, () => false);
    return name;
  }
}
