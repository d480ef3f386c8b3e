import type { crdSource } from "./pump.js";

/** A CRD source as a test changes it. */
export type Source = ReturnType<typeof crdSource>;

/** A mistake, made in the source and, since the words are the same, in what would come of it. */
export interface Mistake {
  readonly name: string;
  readonly code: string;
  readonly make: (crd: Source) => void;
  /** What the server accepts and then breaks on, or never looks at. */
  readonly serverAccepts?: true;
}

/** The version that is stored. */
export function stored({ versions }: Source): Source["versions"][number] {
  const version = versions.find(({ storage, name }) => storage || name === "v1");
  if (!version) throw new Error("No version is stored");
  return version;
}

const column = (jsonPath: string, type = "string") => ({ name: "X", type, jsonPath });
/** Selectable fields at these paths. */
export const select = (...paths: string[]) => paths.map((jsonPath) => ({ jsonPath }));

const scale = (crd: Source, more: Record<string, string>) => {
  const { subresources } = stored(crd);
  stored(crd).subresources = { ...subresources, scale: { ...subresources?.scale, ...more } };
};
const names = (crd: Source, more: object) => {
  crd.names = { ...crd.names, ...more };
};

/** What a run refuses, each with the code that it refuses it with. */
export const MISTAKES: readonly Mistake[] = [
  {
    name: "two stored versions",
    code: "dialect-violation",
    make: ({ versions: [first] }) => first && (first.storage = true),
  },
  { name: "no stored version", code: "dialect-violation", make: (crd) => (stored(crd).storage = false) },
  { name: "one version twice", code: "bad-crd-version", make: (crd) => (stored(crd).name = "v1alpha1") },
  { name: "a version that is no label", code: "dialect-violation", make: (crd) => (stored(crd).name = "1.0") },
  {
    name: "a warning without deprecation",
    code: "dialect-violation",
    make: (crd) => (stored(crd).deprecationWarning = "x"),
  },
  {
    name: "a warning beside deprecated: false",
    code: "bad-crd-version",
    make: (crd) => Object.assign(stored(crd), { deprecated: false, deprecationWarning: "x" }),
  },
  {
    name: "a warning of too many bytes",
    code: "bad-crd-version",
    make: (crd) => Object.assign(stored(crd), { deprecated: true, deprecationWarning: "é".repeat(129) }),
  },
  {
    name: "a warning with a line feed",
    code: "bad-crd-version",
    make: (crd) => Object.assign(stored(crd), { deprecated: true, deprecationWarning: "a\nb" }),
  },
  { name: "a group without a dot", code: "dialect-violation", make: (crd) => (crd.group = "example") },
  { name: "a group of the community", code: "bad-crd-name", make: (crd) => (crd.group = "pumps.k8s.io") },
  {
    name: "a name with a capital",
    code: "dialect-violation",
    make: (crd) => {
      names(crd, { plural: "Pumps" });
    },
  },
  {
    name: "a short name with a dot",
    code: "dialect-violation",
    make: (crd) => {
      names(crd, { shortNames: ["p.u"] });
    },
  },
  {
    name: "a category with a capital",
    code: "dialect-violation",
    make: (crd) => {
      names(crd, { categories: ["All"] });
    },
  },
  {
    name: "a listKind that is the kind",
    code: "bad-crd-name",
    make: (crd) => {
      names(crd, { listKind: "Pump" });
    },
  },
  {
    name: "a listKind that is too long",
    code: "dialect-violation",
    make: (crd) => {
      names(crd, { listKind: `P${"u".repeat(60)}List` });
    },
  },
  { name: "another scope", code: "dialect-violation", make: (crd) => (crd.scope = "namespaced") },
  {
    name: "a selectable field that is not there",
    code: "bad-selectable-field",
    make: (crd) => (stored(crd).selectableFields = select(".spec.sped")),
  },
  {
    name: "a selectable object",
    code: "bad-selectable-field",
    make: (crd) => (stored(crd).selectableFields = select(".spec.impellers")),
  },
  {
    name: "a selectable item",
    code: "bad-selectable-field",
    make: (crd) => (stored(crd).selectableFields = select(".status.conditions[0].type")),
  },
  {
    name: "selectable metadata",
    code: "bad-selectable-field",
    make: (crd) => (stored(crd).selectableFields = select(".metadata.name")),
  },
  {
    name: "a field that is selectable twice",
    code: "bad-selectable-field",
    make: (crd) => (stored(crd).selectableFields = select(".spec.speed", ".spec.speed")),
  },
  {
    name: "replicas of the spec in the status",
    code: "bad-scale-path",
    make: (crd) => {
      scale(crd, { specReplicasPath: ".status.impellers" });
    },
  },
  {
    name: "replicas of the status in the spec",
    code: "bad-scale-path",
    make: (crd) => {
      scale(crd, { statusReplicasPath: ".spec.speed" });
    },
  },
  {
    name: "a selector elsewhere",
    code: "bad-scale-path",
    make: (crd) => {
      scale(crd, { labelSelectorPath: ".metadata.name" });
    },
  },
  {
    name: "replicas that are not there",
    code: "bad-scale-path",
    make: (crd) => {
      scale(crd, { specReplicasPath: ".spec.replicas" });
    },
    serverAccepts: true,
  },
  {
    name: "replicas that are no integer",
    code: "bad-scale-path",
    make: (crd) => {
      scale(crd, { statusReplicasPath: ".status.selector" });
    },
    serverAccepts: true,
  },
  {
    name: "a column of nothing",
    code: "bad-printer-column",
    make: (crd) => stored(crd).additionalPrinterColumns?.push(column(".spec.sped")),
    serverAccepts: true,
  },
  {
    name: "a column with a broken path",
    code: "bad-printer-column",
    make: (crd) => stored(crd).additionalPrinterColumns?.push(column(".spec.speed[")),
    serverAccepts: true,
  },
  {
    name: "a column with a filter on nothing",
    code: "bad-printer-column",
    make: (crd) => stored(crd).additionalPrinterColumns?.push(column('.status.conditions[?(@.tipe=="A")].status')),
    serverAccepts: true,
  },
  {
    name: "a date that is a number",
    code: "bad-printer-column",
    make: (crd) => stored(crd).additionalPrinterColumns?.push(column(".spec.speed", "date")),
    serverAccepts: true,
  },
  {
    name: "a column without a dot",
    code: "dialect-violation",
    make: (crd) => stored(crd).additionalPrinterColumns?.push(column("spec.speed")),
  },
  {
    name: "a column of another type",
    code: "dialect-violation",
    make: (crd) => stored(crd).additionalPrinterColumns?.push(column(".spec.speed", "int")),
  },
];
