import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type MarkupContent,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

/** The real `yaml-language-server`, driven as an editor drives it. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #diagnostics = new Map<string, Diagnostic[]>();
  readonly #waiting = new Map<string, (found: Diagnostic[]) => void>();

  private constructor(process: ChildProcess, connection: ProtocolConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  /** @param yaml the settings below `yaml` of the editor */
  static async start(folder: string, yaml: object): Promise<LanguageServer> {
    const script = join(
      dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json")),
      "bin/yaml-language-server",
    );
    const process = spawn("node", [script, "--stdio"], { cwd: folder });
    const connection = createProtocolConnection(
      new StreamMessageReader(process.stdout),
      new StreamMessageWriter(process.stdin),
    );
    const server = new LanguageServer(process, connection);
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => (section === "yaml" ? yaml : {})),
    );
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      server.#diagnostics.set(uri, diagnostics);
      server.#waiting.get(uri)?.(diagnostics);
    });
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest(InitializeRequest.type, {
      processId: globalThis.process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type asks for it all the same
      rootUri: uri,
      workspaceFolders: [{ uri, name: "links" }],
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: { completion: { completionItem: { snippetSupport: false } }, publishDiagnostics: {} },
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  /** Opens a document; resolves to what the server finds wrong with it. */
  async open(uri: string, text: string): Promise<Diagnostic[]> {
    const found = new Promise<Diagnostic[]>((resolve) => this.#waiting.set(uri, resolve));
    const textDocument = { uri, languageId: "yaml", version: 1, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return found;
  }

  /** What could stand at a place; line and character from 0. */
  async complete(uri: string, line: number, character: number): Promise<CompletionItem[]> {
    const position = { line, character };
    const result = await this.#connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    return Array.isArray(result) ? result : (result?.items ?? []);
  }

  /** What is shown over a word, as Markdown. */
  async hover(uri: string, line: number, character: number): Promise<string> {
    const position = { line, character };
    const result = await this.#connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return (result?.contents as MarkupContent | undefined)?.value ?? "";
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    const ended = once(this.#process, "exit");
    await this.#connection.sendNotification(ExitNotification.type);
    await ended;
    this.#connection.dispose();
  }
}
