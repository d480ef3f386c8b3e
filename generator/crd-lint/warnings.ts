import { placedVersions } from "./check-spec.js";
import { checkNestedCompleteness } from "./completeness.js";
import type { Definition } from "./definition.js";
import { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { sameFields } from "./same-fields.js";
import { structuralNodes } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";
import { warnOfBounds } from "./warn-bounds.js";
import { warnOfFormats, warnOfOpenMap, warnOfRequired, warnOfSets } from "./warn-nodes.js";
import { warnOfPaths } from "./warn-paths.js";
import { warnOfDefaults, warnOfEnums } from "./warn-values.js";

/** What the server accepts and then breaks on, or loses. */
export function warn(definition: Definition, findings: Findings): void {
  const versions = placedVersions(definition);
  const seen: SchemaProps[] = [];
  for (const version of versions) {
    const root = version.schema?.openAPIV3Schema;
    if (root && !seen.some((earlier) => sameFields(earlier, root))) {
      seen.push(root);
      warnOfSchema(root, findings);
    }
    warnOfPaths(version, findings);
  }
  if (versions.length > 0 && versions.every(({ served }) => !served)) {
    const rule = "no version is served, so that nobody can use the kind; set served: true on one";
    findings.warning("no-served-version", FieldPath.ROOT.field("spec", "versions"), rule);
  }
}

function warnOfSchema(root: SchemaProps, findings: Findings): void {
  for (const node of structuralNodes(root)) {
    warnOfBounds(node, findings);
    warnOfEnums(node, findings);
    warnOfRequired(node, node === root, findings);
    warnOfOpenMap(node, findings);
    warnOfSets(node, findings);
    warnOfFormats(node, findings);
  }
  warnOfDefaults(root, findings);
  checkNestedCompleteness(root, findings);
}
