import type { HelpTable } from "./code-help.js";

/** Help for the codes of `octopus-mqtt-codegen generate` and `check`. */
export const CODEGEN_HELP: HelpTable = {
  "file-unreadable": [
    "Nothing can be said about a source that cannot be read, so nothing is written.",
    "Check the path and your permissions; `--schema` names the folder that holds the `*.schema.json` files.",
  ],
  "syntax-error": [
    "A file that does not parse has no meaning. A key given twice counts as an error, since JSON keeps the last one without a word.",
    "Go to the line and column of the message. A comma after the last item and a missing quote are the usual causes.",
  ],
  "unknown-keyword": [
    "A keyword that is not known would be dropped silently, and with it a constraint that someone relies on.",
    "Check the spelling; the message names the nearest known keyword. What is only a note belongs into `$comment` or a key that begins with `x-`.",
  ],
  "dialect-violation": [
    "A keyword has a value that it cannot have, or lacks one that it needs. The dialect is `schema/meta/dialect.schema.json`.",
    "Give the keyword what the message expects.",
  ],
  "not-translatable": [
    "Validator and CRD have to agree on every document. An API server has no means to check this keyword, so they could not.",
    "Say it with keywords that an API server knows, or with `x-kubernetes-validations`; `octopus-mqtt-codegen explain FILE` tells what becomes of each keyword.",
  ],
  "inexact-translation": [
    "The output says nearly, not exactly, what the source says. The run goes on; the message tells what differs.",
    "Read what differs. If it matters, write the keyword in the form that the message names.",
  ],
  "unresolved-ref": [
    "The type behind the reference is unknown.",
    "Write a path relative to the file that holds the `$ref`, or `<package>/<path>` of an installed package.",
  ],
  "recursive-ref": [
    "An API server takes no schema that contains itself, and defaults of such a type would have no end.",
    "Break the circle: let one of the types hold a name or a list of names instead of the other type.",
  ],
  "duplicate-id": [
    "The `$id` of a schema is its name for everyone who refers to it. With two of one name a reference could mean either.",
    "Give one of the two another `$id`, or none: sources are found by their paths.",
  ],
  "duplicate-type": [
    "The title of a schema is the name of its type and of its file. Two of one name would overwrite each other.",
    "Change the `title` of one of the two.",
  ],
  "unknown-property": [
    "A rule or a list about a property that is not there can never mean anything.",
    "Check the spelling, or declare the property below `properties`.",
  ],
  "invalid-default": [
    "A document that is completed by its defaults would not be valid.",
    "Change the default, or the bound that it breaks.",
  ],
  "invalid-example": [
    "Examples become samples and documentation; one that is not valid would mislead.",
    "Change the example, or the bound that it breaks.",
  ],
  "pattern-not-portable": [
    "Patterns are read by JavaScript in validators and by Go (RE2) in an API server. What the two read differently would be two rules.",
    "Write the pattern with what both read alike: no lookaround, no back references, `[0-9]` for `\\d`.",
  ],
  unbounded: [
    "An API server estimates what CEL rules cost from the bounds, and one document without bounds can be of any size.",
    "Give strings `maxLength`, lists `maxItems`, maps `maxProperties`.",
  ],
  "unknown-type": ["A CRD is made of the types that its file names.", "Let `$ref` lead to a schema among the sources."],
  "bad-printer-column": [
    "`kubectl get` would show an empty column.",
    "Let `jsonPath` lead to a declared field of the column's type.",
  ],
  "bad-scale-path": [
    "The API server refuses paths of the scale subresource that lead outside spec or status, or to something other than an integer or a string.",
    "Let the path lead to a declared field of the right type.",
  ],
  "bad-selectable-field": [
    "Only strings, booleans and integers can be selected by.",
    "Let the path lead to a declared scalar of the spec or the status.",
  ],
  "bad-crd-name": [
    "The API server refuses the name, or serves nothing under it.",
    "Use lower case letters, digits and `-`; a kind is in CamelCase.",
  ],
  "bad-crd-version": [
    "Exactly one version is stored, at least one is served, and names are such as `v1`, `v1beta2`.",
    "Correct what the message names.",
  ],
  "bad-crd-root": [
    "The root of a kind is an object with `apiVersion`, `kind` and `metadata`.",
    "Put the type below `spec` of a root type of its own.",
  ],
  "bad-list-type": [
    "An API server merges lists by their type, and refuses types that do not suit the items.",
    "A `map` needs keys that every item has; a `set` needs scalar items; `atomic` fits everything.",
  ],
  "cel-rule": [
    "A rule without `rule`, or with an unusable message, would be refused.",
    "Complete it; `message` is one line, `rule` is CEL.",
  ],
  "cel-syntax": ["The API server refuses the whole CRD.", "Correct the expression at the column of the message."],
  "cel-type": [
    "The expression asks for a field that the type does not have, compares what cannot be compared, or always fails.",
    "Check the names of fields; `has(self.x)` comes before an optional `self.x`.",
  ],
  "cel-cost": [
    "The API server limits what the rules of a CRD may cost, estimated from the bounds of the schema.",
    "Lower `maxItems`, `maxLength` and `maxProperties` on the way to the rule, or make the rule simpler.",
  ],
  "cel-unchecked": [
    "The expression uses something that this checker does not know. An API server may still take it.",
    "Try the CRD on a server with `kubectl apply --dry-run=server`.",
  ],
  "newer-kubernetes": [
    "The oldest server of the run drops what it does not know, so that the CRD means less there.",
    "Raise `--kubernetes`, or leave the field out.",
  ],
  "large-crd": [
    "`kubectl apply` keeps a copy in an annotation of at most 256 KiB, and etcd takes about 1.5 MB.",
    "Use `kubectl apply --server-side`, or shorten descriptions with `--max-description`.",
  ],
  "output-conflict": [
    "Two artefacts have one path; on file systems that ignore case `A.ts` and `a.ts` are one.",
    "Rename one of the schemas behind them.",
  ],
  "bad-output-option": [
    "The options of the output do not go together, or one of them needs something that the output folder's project does not have. Nothing is written.",
    "Change the option that the message names: on the command line, or at `output` in the configuration.",
  ],
  "bad-output-file": [
    "An emitter of your own threw, gave a path outside the output folder, or made a file without the banner by which later runs know what is theirs to replace.",
    "Give a path below the output folder with `/` and without `..`, and begin the file with `typeScriptBanner(sources)` or `bannerLines(sources)`.",
  ],
  "bad-template": [
    "A template of your own takes the place of the one with the same name. One that matches none would never be used; one that fails makes no file.",
    "Name it as the message says, or mend it at the place that the message names. Without the file, the template of the generator is taken.",
  ],
  "package-types": [
    "A package that exports generated code of its schemas is imported, not generated again. Its code was made from other schemas than those it carries, by another version of the generator, or cannot be read.",
    "Install versions of the package and of `octopus-mqtt-codegen` that belong together, or emit a copy of its types with `--self-contained`.",
  ],
  "foreign-file": [
    "A file without the generator's mark is never overwritten or removed.",
    "Move it elsewhere, or choose another output folder.",
  ],
  "bad-suppression": [
    "A finding that is suppressed without a reason, or under a name that no code has, is one that nobody will look at again. Errors cannot be suppressed: what they are about cannot be generated.",
    "Write `octopus-mqtt-codegen-ignore CODE: REASON`, with a code that a finding has told; mend what is an error.",
  ],
  "unused-suppression": [
    "What is suppressed is not found any more, or never was there. Left alone, it would hide the next finding of its kind.",
    "Remove it. If the finding is still told, put the comment above the line of the finding, or `$comment` into its schema.",
  ],
  "stale-output": ["What is committed does not come from these sources.", "Run `generate` and commit the result."],
  "config-unreadable": [
    "The run does not know what to do.",
    "Check the path of the configuration, and run it by itself if it is a program.",
  ],
  "config-ambiguous": ["Which of them counts would be a guess.", "Keep one, or name it with `--config`."],
  "config-unknown-key": [
    "A misspelt key would be dropped silently.",
    "Use the nearest known key, which the message names.",
  ],
  "config-invalid": ["The value is none that the key can have.", "Give it what the message expects."],
  "config-overlap": [
    "One job would remove the files of the other.",
    "Give each job an output folder of its own, none inside another.",
  ],
};
