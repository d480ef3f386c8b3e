import { checkMetadata, checkNames } from "./check-metadata.js";
import { checkSpec } from "./check-spec.js";
import { decodeDefinition } from "./definition.js";
import { FieldPath } from "./field-path.js";
import { Findings, type LintFinding } from "./finding.js";
import { isGoObject, printGoJson, type GoJson } from "./go-json.js";
import { NEWEST_KUBERNETES } from "../kubernetes-features.js";
import { warn } from "./warnings.js";

const GROUP = "apiextensions.k8s.io";
const KIND = "CustomResourceDefinition";
const APPLY_LIMIT = 262_144;
const ETCD_LIMIT = 1.5 * 1024 * 1024;

/**
 * What an API server finds wrong with a document, and what it does not find.
 *
 * @param kubernetes its version: the minor one of Kubernetes 1; by default the newest
 */
export function lintDefinition(value: GoJson, kubernetes = NEWEST_KUBERNETES): readonly LintFinding[] {
  const findings = findingsOf(value, kubernetes);
  const isRefused = findings.some(({ severity }) => severity === "error");
  return isRefused || kubernetes === NEWEST_KUBERNETES ? findings : [...findings, ...refusedByNewest(value)];
}

/** A server that is brought up to date refuses what it took before as soon as it is written anew. */
function refusedByNewest(value: GoJson): LintFinding[] {
  const errors = findingsOf(value, NEWEST_KUBERNETES).filter(({ severity }) => severity === "error");
  return errors.map(({ path, message }) => ({
    code: "newer-server",
    severity: "warning",
    path,
    message: `Kubernetes 1.${NEWEST_KUBERNETES} refuses this: ${message}`,
  }));
}

function findingsOf(value: GoJson, kubernetes: number): readonly LintFinding[] {
  const findings = new Findings(kubernetes);
  if (!checkKind(value, findings)) return findings.all;
  const decoding = { findings, owner: "", strict: true };
  const definition = decodeDefinition(value, FieldPath.ROOT, decoding);
  // The server gives up here, and so does anything that would be said about half a definition.
  if (findings.hasErrors) return findings.all;
  checkMetadata(definition, findings);
  checkNames(definition, findings);
  checkSpec(definition, findings);
  warn(definition, findings);
  checkSize(value, findings);
  return findings.all;
}

function checkKind(value: GoJson, findings: Findings): boolean {
  const wanted = `expected apiVersion ${GROUP}/v1 and kind ${KIND}`;
  const { ROOT } = FieldPath;
  if (!isGoObject(value)) {
    findings.error("unsupported-kind", ROOT, `the document is not an object; ${wanted}`);
    return false;
  }
  const text = (name: string) => {
    const found = value.get(name);
    return typeof found === "string" ? found : "";
  };
  const [apiVersion, kind] = [text("apiVersion"), text("kind")];
  if (kind !== KIND) {
    const list = kind === "List" ? "; write each item of the list as a document of its own" : "";
    findings.error("unsupported-kind", ROOT.field("kind"), `found kind ${JSON.stringify(kind)}; ${wanted}${list}`);
  } else if (apiVersion === `${GROUP}/v1beta1`) {
    const advice = `Kubernetes 1.22 dropped it; write ${GROUP}/v1, with the schema, the columns (jsonPath) and the subresources in each version, and a structural schema`;
    findings.error("unsupported-version", ROOT.field("apiVersion"), `found apiVersion ${apiVersion}: ${advice}`);
  } else if (apiVersion !== `${GROUP}/v1`)
    findings.error(
      "unsupported-version",
      ROOT.field("apiVersion"),
      `found apiVersion ${JSON.stringify(apiVersion)}; ${wanted}`,
    );
  return !findings.hasErrors;
}

function checkSize(value: GoJson, findings: Findings): void {
  const size = Buffer.byteLength(printGoJson(value));
  const found = `the definition has ${size} bytes as JSON`;
  if (size > ETCD_LIMIT)
    findings.error("too-large", FieldPath.ROOT, `etcdserver: request is too large; ${found}, etcd takes ${ETCD_LIMIT}`);
  else if (size > APPLY_LIMIT) {
    const advice = "kubectl apply fails above that; use kubectl apply --server-side, or shorten the descriptions";
    findings.warning(
      "large",
      FieldPath.ROOT,
      `${found}, more than the ${APPLY_LIMIT} that an annotation may have: ${advice}`,
    );
  }
}
