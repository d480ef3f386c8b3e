import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import { completeNames } from "../read-crds.js";
import type { LintedCrd } from "../schema-document.js";
import type { LintRule } from "./lint-rule.js";

/** Groups of the Kubernetes community, for which the server wants to see an approval. */
const PROTECTED_GROUP = /(?:^|\.)(?:k8s|kubernetes)\.io$/;
const APPROVAL = "api-approved.kubernetes.io";

/** As the server reads it: a URL, or a word that there is no approval. */
const APPROVED = /^(?:unapproved|[a-z][a-z0-9+.-]*:\/\/[^/\s])/;

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;

export const crdNameRules: readonly LintRule[] = [
  {
    name: "A group of the Kubernetes community carries its approval",
    check: ({ crds }) =>
      crds.flatMap(({ document, crd }) => {
        const approval = crd.annotations?.[APPROVAL];
        if (!PROTECTED_GROUP.test(crd.group) || (approval !== undefined && APPROVED.test(approval))) return [];
        const found = approval === undefined ? "has no" : `has "${approval}" as`;
        const message =
          `the group ${crd.group} belongs to the Kubernetes community, and this CRD ${found} annotation ${APPROVAL}; ` +
          `give it the URL of the approval or "unapproved", or use a group of your own domain`;
        const pointer = approval === undefined ? "/group" : pointerTo("/annotations", APPROVAL);
        return [finding(document, pointer, "bad-crd-name", message)];
      }),
  },
  { name: "The names that follow from others are names too", check: ({ crds }) => crds.flatMap(derivedNames) },
  {
    name: "Two kinds of a group do not share a name",
    check: ({ crds }) =>
      crds.flatMap((later, index) => crds.slice(0, index).flatMap((earlier) => sharedNames(earlier, later))),
  },
];

function derivedNames({ document, crd }: LintedCrd): Diagnostic[] {
  const { kind, listKind, plural, singular } = completeNames(crd);
  const say = (pointer: string, message: string) => [finding(document, pointer, "bad-crd-name", message)];
  const fullName = `${plural}.${crd.group}`;
  return [
    ...(kind === listKind ? say("/names/listKind", `the listKind is the kind, ${kind}; call it ${kind}List`) : []),
    ...(listKind.length > LONGEST_LABEL
      ? say("/names/kind", `the listKind ${listKind} is longer than ${LONGEST_LABEL} characters; give a shorter one`)
      : []),
    ...(singular.length > LONGEST_LABEL
      ? say("/names/kind", `the singular ${singular} is longer than ${LONGEST_LABEL} characters; give a shorter one`)
      : []),
    ...(fullName.length > LONGEST_NAME
      ? say("/group", `the CRD's name ${fullName} is longer than ${LONGEST_NAME} characters; shorten group or plural`)
      : []),
  ];
}

/** The server would store the later one and never serve it. */
function sharedNames(earlier: LintedCrd, later: LintedCrd): Diagnostic[] {
  if (earlier.crd.group !== later.crd.group) return [];
  const [first, second] = [completeNames(earlier.crd), completeNames(later.crd)];
  const resources = [first.plural, first.singular, ...first.shortNames];
  const kinds = [first.kind, first.listKind];
  const { shortNames = [] } = later.crd.names;
  const claims: (readonly [name: string, pointer: string, taken: readonly string[]])[] = [
    [second.kind, "/names/kind", kinds],
    [second.listKind, "/names/listKind", kinds],
    [second.plural, "/names/plural", resources],
    [second.singular, "/names/singular", resources],
    ...shortNames.map((name, index) => [name, pointerTo("/names/shortNames", index), resources] as const),
  ];
  return claims
    .filter(([name, , taken]) => taken.includes(name))
    .map(([name, pointer]) => {
      const message = `${earlier.document.path} has the name ${name} too, in the same group; choose another`;
      return finding(later.document, pointer, "bad-crd-name", message);
    });
}
