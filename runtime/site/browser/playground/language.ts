import ideSchemas from "virtual:ide-schemas";
import { getLanguageService } from "yaml-language-server/lib/esm/languageservice/yamlLanguageService.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CompletionItem, Hover, Position } from "vscode-languageserver-types";

/** The language service of the VS Code YAML extension, with our JSON Schemas for editors. */
const service = getLanguageService({
  schemaRequestService: (uri) => Promise.reject(new Error(`${uri} is not loaded: nothing here asks the network`)),
  workspaceContext: { resolveRelativePath: (path) => path },
  clientCapabilities: {
    textDocument: { completion: { completionItem: { snippetSupport: true, documentationFormat: ["plaintext"] } } },
  },
});

service.configure({
  completion: true,
  hover: true,
  validate: false,
  hoverSchemaSource: false,
  yamlVersion: "1.1",
  schemas: Object.entries(ideSchemas).map(([kind, schema]) => ({
    uri: `schema://octopus/${kind}.json`,
    fileMatch: [`*/${kind}.yaml`],
    schema,
  })),
});

let version = 0;

/** What could stand at a place. */
export async function completionsAt(text: string, offset: number): Promise<readonly CompletionItem[]> {
  const document = documentOf(text, offset);
  return (await service.doComplete(document, document.positionAt(offset), false)).items;
}

/** What the schema says of the word at a place, as Markdown. */
export async function hoverAt(text: string, offset: number): Promise<string | undefined> {
  const document = documentOf(text, offset);
  return textOf(await service.doHover(document, document.positionAt(offset)));
}

/** The offset of a position of the language service. */
export function offsetOf(text: string, position: Position): number {
  return TextDocument.create("memory:/x.yaml", "yaml", 0, text).offsetAt(position);
}

/** The document, named after the kind of the manifest at the place, since that decides which schema is asked. */
function documentOf(text: string, offset: number): TextDocument {
  const start = text.lastIndexOf("\n---", offset - 1) + 1;
  const end = text.indexOf("\n---", offset);
  const manifest = text.slice(start, end < 0 ? text.length : end);
  const [, kind = "DeviceLink"] = /^kind:[ \t]*["']?(\w+)/m.exec(manifest) ?? [];
  return TextDocument.create(
    `memory:/manifests/${kind in ideSchemas ? kind : "DeviceLink"}.yaml`,
    "yaml",
    ++version,
    text,
  );
}

function textOf(hover: Hover | null): string | undefined {
  if (!hover) return undefined;
  const contents = Array.isArray(hover.contents) ? hover.contents : [hover.contents];
  const text = contents.map((part) => (typeof part === "string" ? part : part.value)).join("\n\n");
  return text === "" ? undefined : text;
}
