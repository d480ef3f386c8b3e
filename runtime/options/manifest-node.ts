import { MqttRuntimeError } from "../errors.js";

type Members = Readonly<Record<string, unknown>>;

/**
 * A place in a manifest: its value and the JSON pointer to it. Reading through it gives every error its place. As
 * Kubernetes does, it takes an explicit null for absent.
 */
export class ManifestNode {
  readonly value: unknown;
  readonly #holder: ManifestNode | undefined;
  readonly #key: string | number;

  constructor(value: unknown, holder?: ManifestNode, key: string | number = "") {
    this.value = value;
    this.#holder = holder;
    this.#key = key;
  }

  /** Written when it is asked for, since that is for errors, for the most part. */
  get pointer(): string {
    return this.#holder === undefined ? "" : `${this.#holder.pointer}/${this.#key}`;
  }

  get isPresent(): boolean {
    return this.value != null;
  }

  /** The value of a field; absent if this is no object or has no such field. */
  at(...path: readonly string[]): ManifestNode {
    return path.reduce<ManifestNode>((node, key) => node.field(key), this);
  }

  /** The items of a list; none if it is absent. Throws if it is no list. */
  items(): ManifestNode[] {
    if (!this.isPresent) return [];
    if (!Array.isArray(this.value)) throw this.error("is not a list", "a list");
    return this.value.map((item: unknown, index) => new ManifestNode(item, this, index));
  }

  /** The text here, or undefined if there is none or an empty one. Throws if it is no string. */
  text(expected: string): string | undefined {
    if (!this.isPresent || this.value === "") return undefined;
    if (typeof this.value !== "string") throw this.error("is not a string", expected);
    return this.value;
  }

  /** The text here. Throws if there is none. */
  requiredText(expected: string, remedy?: string): string {
    const text = this.text(expected);
    if (text === undefined) throw this.error("is missing", expected, remedy);
    return text;
  }

  /** The members of the object here. Throws if it is no object. */
  requiredObject(expected: string, remedy?: string): Members {
    if (!this.isPresent) throw this.error("is missing", expected, remedy);
    if (!isObject(this.value)) throw this.error("is not an object", expected, remedy);
    return this.value;
  }

  /** An `invalid-manifest` error about this place. A text is not quoted unless asked for: it might be a secret. */
  error(complaint: string, expected: string, remedy?: string, found = describe(this.value)): MqttRuntimeError {
    const name = this.pointer.slice(1).replaceAll("/", ".") || "The manifest";
    const details = { pointer: this.pointer, found, expected, ...(remedy === undefined ? {} : { remedy }) };
    return new MqttRuntimeError("invalid-manifest", `${name} ${complaint}`, details);
  }

  private field(key: string): ManifestNode {
    const value = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new ManifestNode(value, this, key);
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
