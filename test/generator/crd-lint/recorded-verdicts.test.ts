import { describe, expect, test } from "vitest";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { asAuthored, isAboutCel, isEcho, recordedVerdicts, type RecordedVerdict } from "./recorded-verdicts.js";

/** No server serves v1beta1 any more, although its code still reads it; the linter says so. */
const NOT_SERVED = ["B7 apiextensions v1beta1"];

describe.each(["recorded.jsonl", "recorded-more.jsonl"])("%s", (file) => {
  test.each(recordedVerdicts(file).filter(({ name }) => !NOT_SERVED.includes(name)))("$name", ({ text, verdict }) => {
    const [lint] = lintText(text, "crd.json");
    if (!lint) throw new Error("There is no verdict");
    const wanted = verdict.errors.filter(({ field, message }) => !isAboutCel(message) && !isEcho(field));
    const found = lint.diagnostics.filter(({ severity }) => severity === "error");
    const onlyCel = wanted.length === 0 && !verdict.accepted;
    if (!onlyCel) expect(lint.accepted).toBe(verdict.accepted);
    const reports = found.filter(({ message }) => !isAboutCel(message));
    expect(wanted.filter((one) => !reports.some((report) => isSame(one, report)))).toEqual([]);
    expect(reports.filter((report) => !wanted.some((one) => isSame(one, report)))).toEqual([]);
    const strict = lint.diagnostics.filter(({ code }) => code === "unknown-field").map(({ message }) => message);
    const warnings = lint.diagnostics
      .filter(({ code }) => code === "unknown-format" || code === "set-of-structures")
      .map(({ code, message }) => message.split(code === "unknown-format" ? ":" : ";")[0]);
    if (verdict.accepted) expect(warnings.toSorted()).toEqual(verdict.warnings.toSorted());
    if (verdict.errors.every(({ field }) => field !== ""))
      expect(strict.toSorted()).toEqual(verdict.strictDecoding.toSorted());
  });
});

/** The same place and the same reason; values that fill the screen are not shown. */
function isSame(
  wanted: RecordedVerdict["verdict"]["errors"][number],
  found: { readonly path: string; readonly message: string },
): boolean {
  // An error of the decoder has no field, and the first one is all that the server says.
  if (wanted.field === "") return found.message.startsWith(wanted.message.replace(/ at input byte \d+$/, ""));
  const message = asAuthored(wanted.message);
  // Where the server names only the root, the linter also says what it found there.
  const said = found.message.replace(/(?:, found \S+| \(found at \S+\))$/, "");
  const same = message === said || message.endsWith(`: ${said.replace("Invalid value: ", "")}`);
  return asAuthored(wanted.field).replaceAll(".[", "[") === found.path && same;
}
