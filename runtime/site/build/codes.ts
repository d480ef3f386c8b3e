import { LINT_CODES } from "../../../generator/crd-lint/codes.js";
import { DIFF_ERROR_CODES } from "../../../generator/crd-diff/diff-error.js";
import { RULES } from "../../../generator/crd-diff/rules/rules.js";
import { DIAGNOSTIC_CODES } from "../../../generator/diagnostics.js";
import { PROBLEM_CODES } from "../../cli/problem.js";
import { RUNTIME_ERROR_CODES } from "../../errors.js";
import { CODEGEN_HELP } from "../../../generator/report/help/codegen.js";
import { CRD_LINT_HELP } from "../../../generator/report/help/crd-lint.js";
import { CLI_HELP, DIFF_HELP, TOPIC_CODES, VALIDATOR_CODES, VERB_CODES } from "../codes/documents.js";
import type { HelpTable } from "../../../generator/report/help/code-help.js";
import { SDK_HELP } from "../codes/sdk.js";
import { typeSections } from "./reference.js";

/** One code as one tool prints it. All texts are Markdown. */
export interface DocumentedCode {
  readonly code: string;
  /** Who prints it. */
  readonly tool: string;
  readonly title: string;
  readonly why: string | undefined;
  readonly mend: string | undefined;
}

/** Every code that one of the three packages can print, by tool. */
export function documentedCodes(): readonly DocumentedCode[] {
  return [
    ...fromTable("octopus-mqtt-codegen generate, check", DIAGNOSTIC_CODES, CODEGEN_HELP),
    ...fromTable("octopus-mqtt-codegen crd lint", LINT_CODES, CRD_LINT_HELP),
    ...fromTable("octopus-mqtt-codegen crd diff", DIFF_ERROR_CODES, DIFF_HELP),
    ...diffRules(),
    ...fromTable("octopus-mqtt (SDK)", RUNTIME_ERROR_CODES, SDK_HELP),
    ...fromTable("octopus-mqtt (command)", PROBLEM_CODES, CLI_HELP),
    ...withTitles("octopus-mqtt (command), verbs", VERB_CODES),
    ...withTitles("validators", VALIDATOR_CODES),
    ...withTitles("topics", TOPIC_CODES),
    ...schemaRules(),
  ];
}

function fromTable(tool: string, titles: Readonly<Record<string, string>>, help: HelpTable): DocumentedCode[] {
  return Object.entries(titles).map(([code, title]) => {
    const [why, mend] = help[code] ?? [];
    return { code, tool, title: title.replace(/\.$/, ""), why, mend };
  });
}

function withTitles(tool: string, table: typeof VALIDATOR_CODES): DocumentedCode[] {
  return Object.entries(table).map(([code, [title, why, mend]]) => ({ code, tool, title, why, mend }));
}

/** Kinds of change; their advice is both the reason and the remedy. */
function diffRules(): DocumentedCode[] {
  return Object.entries(RULES).map(([code, { severity, advice }]) => ({
    ...{ code, tool: "octopus-mqtt-codegen crd diff, kinds of change" },
    title: `A change that is ${severity === "warning" ? "worth a warning" : severity}`,
    why: advice,
    mend: "Where it is meant, give the rule another severity in the configuration of `crd diff`.",
  }));
}

/** Rules between fields, from the schemas: their messages say what is wrong and how to mend it. */
function schemaRules(): DocumentedCode[] {
  const found = new Map<string, { readonly messages: Set<string>; readonly types: Set<string>; refused: boolean }>();
  for (const { name, text } of ["mqtt", "device", "common"].flatMap(typeSections)) {
    const [rules = ""] = text.split("\nNotes:\n");
    const [refused = ""] = rules.split("Warned about:");
    for (const [line, code = "", message = ""] of rules.matchAll(/^- `([a-z]+(?:-[a-z]+)+)`: (.+)$/gm)) {
      const rule = found.get(code) ?? { messages: new Set(), types: new Set(), refused: refused.includes(line) };
      rule.messages.add(message);
      rule.types.add(name);
      found.set(code, rule);
    }
  }
  return [...found].map(([code, { messages, types, refused }]) => ({
    ...{ code, tool: "rules between fields" },
    title: `${refused ? "Refused" : "Warned about"} in ${[...types].join(", ")}`,
    why: [...messages].map((message) => `- ${message}`).join("\n"),
    mend: undefined,
  }));
}
