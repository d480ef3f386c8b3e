/** One step of a path: a field of a struct, a key of a map, or an index of a list. */
export type Step =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "index"; readonly index: number };

/**
 * A place in a document, printed as the API server prints it: `spec.versions[0].schema.openAPIV3Schema.properties[a]`.
 * Immutable; each step makes a new path.
 */
export class FieldPath {
  static readonly ROOT = new FieldPath([]);

  readonly steps: readonly Step[];

  private constructor(steps: readonly Step[]) {
    this.steps = steps;
  }

  /** A field of a struct, or several of them. */
  field(...names: readonly string[]): FieldPath {
    return new FieldPath([...this.steps, ...names.map((name) => ({ kind: "field", name }) as const)]);
  }

  /** A key of a map, such as a property's name. */
  key(name: string): FieldPath {
    return new FieldPath([...this.steps, { kind: "key", name }]);
  }

  index(index: number): FieldPath {
    return new FieldPath([...this.steps, { kind: "index", index }]);
  }

  /** The first so many steps. */
  upTo(count: number): FieldPath {
    return new FieldPath(this.steps.slice(0, count));
  }

  /** The names of the struct fields alone, as Go's JSON decoder names a place. */
  get structFields(): string {
    return this.steps.flatMap((step) => (step.kind === "field" ? [step.name] : [])).join(".");
  }

  toString(): string {
    return this.steps
      .map((step, index) => {
        if (step.kind === "index") return `[${step.index}]`;
        if (step.kind === "key") return `[${step.name}]`;
        return index === 0 ? step.name : `.${step.name}`;
      })
      .join("");
  }
}
