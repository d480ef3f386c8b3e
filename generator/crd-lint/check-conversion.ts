import type { ConversionWebhook, DefinitionSpec, WebhookClientConfig, WebhookService } from "./definition.js";
import { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { dns1035Errors, subdomainErrors } from "./kubernetes-names.js";

const CONVERSION = FieldPath.ROOT.field("spec", "conversion");
const CODE = "invalid-conversion";

/** The rules for `spec.conversion`; without it the strategy is None. */
export function checkConversion({ conversion, preserveUnknownFields }: DefinitionSpec, findings: Findings): void {
  if (!conversion) return;
  const { strategy, webhook } = conversion;
  const path = CONVERSION.field("strategy");
  if (strategy !== "None" && preserveUnknownFields)
    findings.invalid(CODE, path, strategy, "must be None if spec.preserveUnknownFields is true");
  if (strategy === "") findings.required(CODE, path);
  else if (strategy !== "None" && strategy !== "Webhook")
    findings.notSupported(CODE, path, strategy, ["None", "Webhook"]);
  if (strategy === "Webhook") checkWebhook(webhook, findings);
  else {
    const rule = "should not be set when strategy is not set to Webhook";
    if (webhook?.clientConfig) findings.forbidden(CODE, CONVERSION.field("webhook", "clientConfig"), rule);
    if (webhook?.conversionReviewVersions?.length)
      findings.forbidden(CODE, CONVERSION.field("webhook", "conversionReviewVersions"), rule);
  }
}

function checkWebhook(webhook: ConversionWebhook | undefined, findings: Findings): void {
  const path = CONVERSION.field("webhook", "clientConfig");
  if (webhook?.clientConfig) checkClient(webhook.clientConfig, path, findings);
  else findings.required(CODE, path, "required when strategy is set to Webhook");
  checkReviewVersions(webhook?.conversionReviewVersions ?? [], findings);
}

function checkReviewVersions(versions: readonly string[], findings: Findings): void {
  const path = CONVERSION.field("webhook", "conversionReviewVersions");
  if (versions.length === 0) {
    findings.required(CODE, path);
    return;
  }
  versions.forEach((version, index) => {
    if (versions.indexOf(version) < index) findings.invalid(CODE, path.index(index), version, "duplicate version");
    else for (const error of dns1035Errors(version)) findings.invalid(CODE, path.index(index), version, error);
  });
  if (!versions.includes("v1") && !versions.includes("v1beta1"))
    findings.invalid(CODE, path, versions, "must include at least one of v1, v1beta1");
}

function checkClient({ url, service }: WebhookClientConfig, path: FieldPath, findings: Findings): void {
  if ((url === undefined) === (service === undefined))
    findings.required(CODE, path, "exactly one of url or service is required");
  else if (url !== undefined) checkUrl(url, path.field("url"), findings);
  else if (service) checkService(service, path.field("service"), findings);
}

function checkUrl(url: string, path: FieldPath, findings: Findings): void {
  const form = "; desired format: https://host[/path]";
  const parts =
    /^(?:(?<scheme>[a-z][a-z0-9+.-]*):)?(?:\/\/(?<authority>[^/?#]*))?[^?#]*(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/is;
  const { scheme = "", authority = "", query = "", fragment = "" } = parts.exec(url)?.groups ?? {};
  const [user, host = ""] = authority.includes("@") ? authority.split("@") : [undefined, authority];
  if (scheme.toLowerCase() !== "https")
    findings.invalid(CODE, path, scheme, `'https' is the only allowed URL scheme${form}`);
  if (host === "") findings.invalid(CODE, path, host, `host must be specified${form}`);
  // The server shows the user information; it may hold a password, which is nobody's business.
  if (user !== undefined) findings.invalid(CODE, path, undefined, "user information is not permitted in the URL");
  if (fragment !== "") findings.invalid(CODE, path, fragment, "fragments are not permitted in the URL");
  if (query !== "") findings.invalid(CODE, path, query, "query parameters are not permitted in the URL");
}

function checkService({ name, namespace, path, port = 443n }: WebhookService, at: FieldPath, findings: Findings): void {
  // The server takes the two for each other here, which nobody sees but in the order of the errors.
  if (namespace === "") findings.required(CODE, at.field("namespace"));
  if (name === "") findings.required(CODE, at.field("name"));
  if (port < 1n || port > 65535n)
    findings.invalid(CODE, at.field("port"), port, "port is not valid: must be between 1 and 65535, inclusive");
  for (const error of pathErrors(path ?? "")) findings.invalid(CODE, at.field("path"), path ?? "", error);
}

function pathErrors(path: string): string[] {
  if (path === "" || path === "/") return [];
  if (path === "//") return ["segment[0] may not be empty"];
  const start = path.startsWith("/") ? [] : ["must start with a '/'"];
  const segments = path.slice(1).replace(/\/$/, "").split("/");
  const inSegments = segments.flatMap((segment, index) =>
    segment === ""
      ? [`segment[${index}] may not be empty`]
      : subdomainErrors(segment).map((error) => `segment[${index}]: ${error}`),
  );
  return [...start, ...inSegments];
}
