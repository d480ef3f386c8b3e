import { NotKnown } from "./expression.js";
import { overloadsOf } from "./functions.js";
import {
  accepts,
  BOOL,
  bound,
  DYN,
  innerOf,
  isOpen,
  mapOf,
  optionalOf,
  simple,
  typeOfDecl,
  type Bindings,
  type CelType,
} from "./types.js";

/** The type of a property or entry; NotKnown where there is none. */
export function selectedType(type: CelType, field: string): CelType {
  if (type.name === "optional") return optionalOf(innerOf(selectedType(type.params[0] ?? DYN, field)));
  if (type.name === "map") return type.params[1] ?? DYN;
  if (isOpen(type)) return DYN;
  const decl = type.decl?.fields?.get(field);
  if (!decl) throw new NotKnown(`there is no field ${field}`);
  return typeOfDecl(decl);
}

/** The type of what a function or operator returns; NotKnown for one that no API server has for these types. */
export function resultType(name: string, target: CelType | undefined, args: readonly CelType[]): CelType {
  const operator = OPERATORS[name];
  if (operator) return operator(target ? [target, ...args] : args);
  const overloads = overloadsOf(name).flatMap((overload) => {
    const bindings: Bindings = new Map();
    if ((overload.target === undefined) !== (target === undefined) || overload.args.length !== args.length) return [];
    const fits =
      (!target || !overload.target || accepts(overload.target, target, bindings)) &&
      overload.args.every((wanted, index) => accepts(wanted, args[index] ?? DYN, bindings));
    return fits ? [bound(overload.result, bindings)] : [];
  });
  const [first] = overloads;
  if (!first) throw new NotKnown(`${name} is no function for such values`);
  return overloads.every((type) => type.name === first.name) ? first : DYN;
}

type Operator = (args: readonly CelType[]) => CelType;

const bool: Operator = () => BOOL;
/** The first whose type says more than that it may be anything. */
const either: Operator = (args) => args.find((type) => !isOpen(type) && !type.params.some(isOpen)) ?? args[0] ?? DYN;

const indexed: Operator = ([container = DYN]) => {
  if (container.name === "optional") return optionalOf(innerOf(indexed([container.params[0] ?? DYN])));
  if (container.name === "list") return container.params[0] ?? DYN;
  return container.name === "map" ? (container.params[1] ?? DYN) : DYN;
};

const subtracted: Operator = ([a = DYN, b = DYN]) =>
  a.name === "timestamp" && b.name === "timestamp" ? simple("duration") : either([a, b]);

const added: Operator = ([a = DYN, b = DYN]) => (b.name === "timestamp" ? b : either([a, b]));

const OPERATORS: Readonly<Record<string, Operator | undefined>> = {
  "_==_": bool,
  "_!=_": bool,
  "_<_": bool,
  "_<=_": bool,
  "_>_": bool,
  "_>=_": bool,
  "_&&_": bool,
  "_||_": bool,
  "!_": bool,
  in: bool,
  "@not_strictly_false": bool,
  "-_": either,
  "_+_": added,
  "_-_": subtracted,
  "_*_": either,
  "_/_": either,
  "_%_": either,
  "_[_]": indexed,
  "_[?_]": (args) => optionalOf(innerOf(indexed(args))),
  "_?_:_": ([, ...branches]) => either(branches),
  "cel.@mapInsert": ([map, key = DYN, value]) => (value ? mapOf(key, value) : key.name === "map" ? key : (map ?? DYN)),
  "@sortByAssociatedKeys": ([list = DYN]) => list,
  dyn: () => DYN,
};
