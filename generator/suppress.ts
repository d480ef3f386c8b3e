import { hasErrors, type Diagnostic, type Suppression } from "./diagnostics.js";

/**
 * Marks the findings that are suppressed, and adds those about the suppressions: an error is never suppressed
 * (`bad-suppression`), and a suppression without a finding is one too many (`unused-suppression`), as far as the run
 * came: with errors, what would have been found later is not known.
 */
export function suppress(found: readonly Diagnostic[], suppressions: readonly Suppression[]): readonly Diagnostic[] {
  if (suppressions.length === 0) return found;
  const failed = hasErrors(found);
  const about = suppressions.flatMap((each) => faultOf(each, found, failed));
  return [...found.map((each) => marked(each, suppressions)), ...about];
}

function marked(found: Diagnostic, suppressions: readonly Suppression[]): Diagnostic {
  if (found.severity === "error" || found.suppression) return found;
  const by = suppressions.find((each) => isMeant(each, found));
  return by ? { ...found, suppression: { kind: by.kind, reason: by.reason } } : found;
}

function faultOf(suppression: Suppression, found: readonly Diagnostic[], failed: boolean): Diagnostic[] {
  const { code, finding } = suppression;
  const meant = found.filter((each) => isMeant(suppression, each));
  if (meant.some(({ severity }) => severity === "error")) {
    const message = `${code} is an error here, and errors cannot be suppressed; mend it, and remove this`;
    return [finding({ code: "bad-suppression", severity: "error", message })];
  }
  if (meant.length > 0 || failed) return [];
  const message = `there is no ${code} here to suppress; remove this, or put it where the finding is`;
  return [finding({ code: "unused-suppression", severity: "warning", message })];
}

function isMeant({ code, covers }: Suppression, found: Diagnostic): boolean {
  return code === found.code && covers(found);
}

/** The findings that are to be told. */
export function unsuppressed<Found extends Pick<Diagnostic, "suppression">>(found: readonly Found[]): readonly Found[] {
  return found.filter(({ suppression }) => suppression === undefined);
}
