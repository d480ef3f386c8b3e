import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Scalar, type YAMLMap } from "yaml";
import { anchored } from "./anchors.js";
import type { LintCode } from "./codes.js";
import { FieldPath } from "./field-path.js";
import { goInteger, isGoList, isGoObject, type GoJson, type GoObject } from "./go-json.js";

/** A name that is not what it seems. */
export interface OddKey {
  /** Given twice in one object, or no text as YAML reads it. */
  readonly kind: "repeated" | "not-text";
  readonly path: FieldPath;
  readonly found: string;
}

/** Thrown where a document has no JSON form. */
export class UnreadableNode extends Error {
  override readonly name = "UnreadableNode";
  readonly code: LintCode;
  readonly offset: number;

  constructor(code: LintCode, node: Node | null, message: string) {
    super(message);
    this.code = code;
    this.offset = node?.range?.[0] ?? 0;
  }
}

/** How many nodes the aliases of a document may add; a document that grows beyond that is an attack. */
const MAX_ALIASED_NODES = 100_000;

/** The value of a document as the API server gets it. Throws UnreadableNode. */
export function valueOfNode(
  document: Document,
  syntax: "json" | "yaml",
): { value: GoJson; oddKeys: readonly OddKey[] } {
  const reading = new Reading(document, syntax);
  return { value: reading.value(document.contents, FieldPath.ROOT), oddKeys: reading.oddKeys };
}

class Reading {
  readonly oddKeys: OddKey[] = [];
  private readonly document: Document;
  private readonly syntax: "json" | "yaml";
  /** The nodes that aliases have led into, from the outermost. */
  private readonly open: Node[] = [];
  private aliased = 0;

  constructor(document: Document, syntax: "json" | "yaml") {
    this.document = document;
    this.syntax = syntax;
  }

  value(node: Node | null, path: FieldPath): GoJson {
    if (this.open.length > 0 && ++this.aliased > MAX_ALIASED_NODES)
      throw new UnreadableNode("alias-bomb", this.open[0] ?? null, "aliases blow the document up; write it out");
    if (isAlias(node)) return this.aliasValue(node, path);
    if (isSeq<Node>(node)) return node.items.map((item, index) => this.value(item, path.index(index)));
    if (isMap<Node, Node | null>(node)) return this.mapValue(node, path);
    return isScalar(node) ? this.scalarValue(node) : null;
  }

  private aliasValue(alias: Alias, path: FieldPath): GoJson {
    const target = anchored(alias, this.document);
    if (!target) throw new UnreadableNode("syntax-error", alias, `there is no anchor &${alias.source}`);
    const holdsAlias =
      target.range && alias.range && target.range[0] < alias.range[0] && alias.range[0] < target.range[1];
    if (this.open.includes(target) || holdsAlias)
      throw new UnreadableNode("cyclic-alias", alias, `the anchor &${alias.source} contains itself`);
    this.open.push(target);
    const value = this.value(target, path);
    this.open.pop();
    return value;
  }

  private mapValue(map: YAMLMap<Node, Node | null>, path: FieldPath): GoJson {
    const merged: GoObject[] = [];
    const own = new Map<string, GoJson>();
    for (const { key, value } of map.items) {
      if (this.isMerge(key)) merged.push(...this.mergedObjects(value, path));
      else {
        const name = this.keyText(key, path);
        if (own.has(name)) this.oddKeys.push({ kind: "repeated", path: path.field(name), found: name });
        own.set(name, this.value(value, path.field(name)));
      }
    }
    return new Map([...merged.toReversed().flatMap((object) => [...object]), ...own]);
  }

  private isMerge(key: Node): boolean {
    return (
      this.syntax === "yaml" && isScalar(key) && key.source === "<<" && (key.type === undefined || key.type === "PLAIN")
    );
  }

  private mergedObjects(node: Node | null, path: FieldPath): GoObject[] {
    const value = this.value(node, path);
    const objects = (isGoList(value) ? value : [value]).filter((one) => isGoObject(one));
    if (objects.length === 0)
      throw new UnreadableNode("syntax-error", node, "<< needs a mapping, or a list of mappings");
    return objects;
  }

  private keyText(key: Node, path: FieldPath): string {
    const scalar = isAlias(key) ? anchored(key, this.document) : key;
    if (!isScalar(scalar) || scalar.value === null)
      throw new UnreadableNode("syntax-error", key, "a name must be text; JSON has no others");
    const name = typeof scalar.value === "string" ? scalar.value : JSON.stringify(scalar.value, bigintAsNumber);
    if (typeof scalar.value !== "string")
      this.oddKeys.push({ kind: "not-text", path: path.field(name), found: scalar.source ?? name });
    return name;
  }

  private scalarValue(node: Scalar): GoJson {
    const { value } = node;
    if (typeof value === "bigint") return goInteger(value);
    if (typeof value === "number") return this.floatValue(value, node);
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    return node.source ?? null;
  }

  /** kubectl turns YAML into JSON, which writes `3.0` as `3`; what is JSON already stays as it is. */
  private floatValue(value: number, node: Scalar): GoJson {
    if (!Number.isFinite(value)) throw new UnreadableNode("syntax-error", node, "JSON has no such number");
    const isShort = Number.isInteger(value) && Math.abs(value) < 1e21 && !Object.is(value, -0);
    return this.syntax === "yaml" && isShort ? goInteger(BigInt(value)) : value;
  }
}

function bigintAsNumber(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
