import { posix, sep } from "node:path";
import { withCommas } from "./diagnostic-text.js";
import type { Diagnostic } from "./diagnostics.js";
import { crdName, customResourceDefinition } from "./emit/crds.js";
import { crdScope, isWanted } from "./emit/scope.js";
import type { CrdModel } from "./model/crd-model.js";
import type { EmitSettings, SchemaModel } from "./model/model.js";

/** How large a CRD is, as the API server stores it and clients send it. */
export interface CrdSize {
  /** `<plural>.<group>`. */
  readonly name: string;
  /** Of its compact JSON, in UTF-8. */
  readonly bytes: number;
}

/** `kubectl apply` keeps what it applied in an annotation, and the annotations of an object may take this many bytes. */
const ANNOTATIONS_LIMIT = 262_144;
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** etcd refuses greater requests (`--max-request-bytes`, by default 1.5 MiB). */
const ETCD_LIMIT = 1_572_864;

/** The sizes of all CRDs, and what is to be said of those that a client or the server will not take. */
export function measureCrds(
  model: SchemaModel,
  settings: EmitSettings,
  schemaDir: string,
): { readonly sizes: readonly CrdSize[]; readonly diagnostics: readonly Diagnostic[] } {
  const measured = model.crds
    .filter((crd) => isWanted(crdScope(crd), settings))
    .map((crd) => {
      const text = JSON.stringify(customResourceDefinition(model, crd, settings));
      const size = { name: crdName(crd), bytes: Buffer.byteLength(text) };
      const file = posix.join(schemaDir.split(sep).join("/"), crd.source);
      return { size, diagnostics: diagnosticsOf(crd, size, annotationBytes(crd, text), file) };
    });
  return {
    sizes: measured.map(({ size }) => size),
    diagnostics: measured.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What the annotations take once kubectl has applied the CRD; Go writes three characters as `\u003c` and the like. */
function annotationBytes({ annotations }: CrdModel, text: string): number {
  const escaped = text.match(/[<>&\u2028\u2029]/g)?.map((character) => 6 - Buffer.byteLength(character)) ?? [];
  const own = Object.entries(annotations).map(([name, value]) => name + value);
  const growth = escaped.reduce((sum, extra) => sum + extra, 0);
  return LAST_APPLIED.length + Buffer.byteLength(text + own.join("")) + growth + 1;
}

function diagnosticsOf(crd: CrdModel, { name, bytes }: CrdSize, annotations: number, file: string): Diagnostic[] {
  const place = { code: "large-crd", file, pointer: "", line: 0, column: 0 } as const;
  const shorter = "shorten its descriptions with --max-description N";
  if (bytes > ETCD_LIMIT) {
    const message = `${name} has ${shown(bytes)}, and etcd takes ${shown(ETCD_LIMIT)}; ${shorter}, or split the kind`;
    return [{ ...place, severity: "error", message }];
  }
  if (annotations <= ANNOTATIONS_LIMIT) return [];
  const message =
    `${name} has ${shown(bytes)}, so kubectl apply would write ${shown(annotations)} of annotations, where the API ` +
    `server takes ${shown(ANNOTATIONS_LIMIT)}; use kubectl apply --server-side, or ${shorter}`;
  return [{ ...place, severity: "warning", message }];
}

/** `262,144 bytes`. */
function shown(bytes: number): string {
  return `${withCommas(bytes)} bytes`;
}
