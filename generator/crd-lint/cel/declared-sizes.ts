import type { DeclType } from "./decl-type.js";
import { fixed, type Size } from "./sizes.js";

/** Steps from a variable into what it holds; the first is the variable itself. */
export type Path = readonly string[];

/** Sizes other than those of the schema, for "what if". */
export type Sizes = ReadonlyMap<DeclType, number>;

/** What a schema says of the sizes of its values. */
export class DeclaredSizes {
  private readonly root: DeclType;
  private readonly others: Sizes;
  /** The parts of the schema whose sizes were asked for. */
  readonly seen = new Set<DeclType>();

  constructor(root: DeclType, others: Sizes) {
    this.root = root;
    this.others = others;
  }

  /** The size of what a path leads to. Its first step says nothing: all begin at the root. */
  at(path: Path): Size | undefined {
    if (path.length === 0) return undefined;
    let decl: DeclType | undefined = this.root;
    for (const step of path.slice(1)) {
      if (step === "@keys") return decl.kind === "map" ? fixed(0) : undefined;
      decl = step === "@items" || step === "@values" ? decl.element : decl.fields?.get(step);
      if (!decl) return undefined;
    }
    this.seen.add(decl);
    return { min: 0, max: this.others.get(decl) ?? decl.maxElements };
  }
}
