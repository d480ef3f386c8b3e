import type { HelpTable } from "./code-help.js";

/** Help for the codes of `octopus-mqtt-codegen crd lint`. */
export const CRD_LINT_HELP: HelpTable = {
  "file-unreadable": ["Nothing can be checked.", "Check the path and your permissions."],
  "empty-file": ["`kubectl apply` fails on it.", "Remove the file, or fill it."],
  "syntax-error": ["kubectl refuses the file.", "Correct it at the line and column."],
  "cyclic-alias": ["A document that contains itself cannot be JSON.", "Remove the alias."],
  "alias-bomb": ["Readers refuse documents that unfold without measure.", "Write the values out."],
  "too-deep": ["Servers limit the depth of a document.", "Nest less deeply."],
  "too-large": [
    "etcd refuses objects of more than about 1.5 MB.",
    "Shorten descriptions, or split versions and kinds.",
  ],
  "unsupported-kind": ["Only CustomResourceDefinitions are checked here.", "Leave the document out of the call."],
  "unsupported-version": [
    "`apiextensions.k8s.io/v1beta1` is gone since Kubernetes 1.22.",
    "Write it for `apiextensions.k8s.io/v1`.",
  ],
  "wrong-json-type": [
    "The server cannot decode the field, and refuses the document.",
    "Give the type that the message names; quotes make a string.",
  ],
  "missing-field": ["The server refuses the definition without it.", "Add the field."],
  "invalid-name": [
    "Names are DNS labels; the definition is called `<plural>.<group>`.",
    "Rename it as the message says.",
  ],
  "invalid-metadata": [
    "The server refuses labels, annotations and finalizers of that form.",
    "Correct the key or the value.",
  ],
  "protected-group": [
    "Groups below `k8s.io` and `kubernetes.io` are reviewed.",
    "Use a group of your own domain, or add the annotation `api-approved.kubernetes.io`.",
  ],
  "invalid-scope": ["The scope decides on the address of the objects.", "Write `Cluster` or `Namespaced`."],
  "duplicate-version": ["Each version is served at its own address.", "Rename or remove one."],
  "storage-version": ["Objects are kept in one version.", "Set `storage: true` for exactly one."],
  "deprecation-warning": [
    "The warning is shown to every client, and has limits.",
    "Write one short line, only beside `deprecated: true`.",
  ],
  "missing-schema": ["Without a schema the server refuses the version.", "Add `schema.openAPIV3Schema`."],
  "invalid-conversion": [
    "Objects could not be brought from one version to another.",
    "Use `strategy: None`, or a complete webhook.",
  ],
  "invalid-printer-column": ["`kubectl get` could not show the column.", "Correct name, type or `jsonPath`."],
  "invalid-scale-path": ["`kubectl scale` could not find the number.", "Use a simple path below `.spec` or `.status`."],
  "invalid-selectable-field": ["Only declared scalars can be selected by.", "Correct the path, or remove it."],
  "root-schema": ["Objects are JSON objects with metadata.", "Use `type: object` at the root, not nullable."],
  "root-keyword-with-status": [
    "With a status subresource the root may only have a few keywords.",
    "Move the keyword below `spec`.",
  ],
  "missing-type": [
    "A structural schema states the type of every node.",
    "Add `type`, or `x-kubernetes-int-or-string`, or `x-kubernetes-preserve-unknown-fields`.",
  ],
  "missing-items": ["The items of an array need a schema of their own.", "Add `items`."],
  "invalid-type": [
    "There are object, array, string, integer, number and boolean.",
    "Use one of them; `nullable: true` permits null.",
  ],
  "unsupported-keyword": [
    "The server refuses this keyword of JSON Schema.",
    "Say it with other keywords, or with `x-kubernetes-validations`.",
  ],
  "unique-items": [
    "Comparing all items with all others is too expensive for a server.",
    "Use `x-kubernetes-list-type: set` for scalars, or `map` with keys.",
  ],
  "additional-properties": ["It may not stand beside `properties`, nor be false.", "Choose one of the two."],
  "preserve-unknown-fields": [
    "Only `true` at a node is permitted in v1.",
    "Remove `spec.preserveUnknownFields`, or set the extension at the node.",
  ],
  "embedded-resource": [
    "An embedded resource is an object with apiVersion, kind and metadata.",
    "Use `type: object`, and declare fields or preserve unknown ones.",
  ],
  "int-or-string": [
    "It has a form of its own: no `type`, and `anyOf` of integer and string at most.",
    "Remove what contradicts it.",
  ],
  "metadata-schema": ["The server itself checks metadata.", "Restrict `name` and `generateName` only."],
  "not-structural": [
    "Inside `allOf`, `anyOf`, `oneOf` and `not` only values are bounded.",
    "Move `type`, `default`, `description` and the like out of the junctor.",
  ],
  "incomplete-junctor": [
    "What a junctor names has to be declared outside it.",
    "Declare the property or the items outside, too.",
  ],
  "invalid-pattern": ["The server compiles patterns with Go's RE2.", "Remove lookaround and back references."],
  "list-type": [
    "`set` needs scalar or atomic items, `map` needs objects and keys.",
    "Choose the type that fits, or `atomic`.",
  ],
  "list-map-keys": [
    "Items are told apart by their keys.",
    "Name declared scalar fields that are required or have a default.",
  ],
  "map-type": ["There are `granular` and `atomic`.", "Use one of them, at an object."],
  "misplaced-default": [
    "Defaults are set where structure is declared.",
    "Move it out of the junctor, or away from metadata.",
  ],
  "invalid-default": ["A default has to be valid itself.", "Change the default or the bound."],
  "unpruned-default": ["The server would drop a part of the default.", "Remove the fields that are not declared."],
  "cel-rule": [
    "The rule is refused.",
    "Complete `rule`; keep `message` to one line; correct `reason` and `fieldPath`.",
  ],
  "cel-syntax": ["The definition is refused.", "Correct the expression at the column of the message."],
  "cel-type": [
    "The expression does not fit the types, or fails for every object.",
    "Check the names of fields; ask `has()` first for optional ones.",
  ],
  "cel-cost": [
    "The estimated cost is over the budget of the server.",
    "Lower `maxItems`, `maxLength` and `maxProperties`, or make the rule simpler.",
  ],
  "cel-untyped": ["CEL needs to know the type of `self`.", "Give the node a type."],
  "cel-unchecked": ["Something in it is unknown to this checker.", "Try it with `kubectl apply --dry-run=server`."],
  "unknown-field": ["kubectl refuses the field; without validation the server drops it.", "Check the spelling."],
  "dropped-field": ["The server drops the field without a word.", "Remove it."],
  "duplicate-field": ["The last one counts, which is seldom meant.", "Remove one."],
  "key-not-text": ["`on`, `yes` and numbers as keys become other words.", "Put the key in quotes."],
  large: ["`kubectl apply` keeps a copy in an annotation of at most 256 KiB.", "Use `kubectl apply --server-side`."],
  "junctor-property-pruned": ["The property is removed before the junctor looks at it.", "Declare it in `properties`."],
  "printer-column-nowhere": ["The column stays empty.", "Correct `jsonPath`."],
  "scale-path-nowhere": ["The scale subresource finds nothing.", "Declare the field, or correct the path."],
  "impossible-bound": ["No object could ever be valid.", "Correct the bounds."],
  "ignored-keyword": ["The keyword has no effect at this type.", "Remove it, or correct the type."],
  "required-undeclared": ["The field is pruned and then missed.", "Declare it in `properties`."],
  "hidden-default": ["The server does not check defaults below maps, but sets them.", "Correct the default."],
  "unchecked-default": ["Every object that gets the default is then refused.", "Correct the default or the rule."],
  "unreachable-enum-member": ["The member can never be given.", "Remove it, or correct the type or the bounds."],
  "nullable-enum": ["`nullable` does not add null to the enum.", "Add null to the enum, or remove `nullable`."],
  "open-map-pruned": [
    "Fields of nested objects are pruned.",
    "Set `x-kubernetes-preserve-unknown-fields: true` where anything may stand.",
  ],
  "unknown-format": ["The server ignores the format.", "Use a known format, or a pattern."],
  "number-format": ["Older servers do not check the format.", "Add `minimum` and `maximum`."],
  "set-of-structures": [
    "Server-side apply and CEL tell only scalar items of a set apart, and servers from 1.37 on warn.",
    "Write `atomic`, or `map` with keys.",
  ],
  "newer-server": [
    "The definition cannot be written any more once the servers are brought up to date.",
    "Correct what the newest server refuses.",
  ],
  "no-served-version": ["Nobody can reach objects of the kind.", "Set `served: true` for one version."],
};
