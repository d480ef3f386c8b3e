import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { createServer, type ViteDevServer } from "vite";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { vite } from "../../../generator/plugin/index.js";
import { repositoryRoot } from "../../repository/imports.js";
import { schema } from "../source-folder.js";
import { BUILDS } from "./builds.js";
import { BROKEN, project, speed, type Project } from "./project.js";

/** A CRD says nearly what it says. */
const NEARLY = schema("Speed", {
  type: "array",
  uniqueItems: true,
  maxItems: 9,
  items: { type: "string", maxLength: 9 },
});

describe.each(Object.entries(BUILDS))("a build with %s", (_, build) => {
  test("generates ahead of it", async () => {
    const { folder, options, generated } = await project();
    await build(folder, options);
    expect(readFileSync(generated, "utf8")).toContain("9");
  });

  test("fails on an error of a source, with its place and its line", async () => {
    const { folder, options } = await project(BROKEN);
    await expect(build(folder, options)).rejects.toThrow(
      /speed\.schema\.json:\d+:\d+ error unknown-keyword: the keyword "maxinum".* did you mean "maximum"\?/,
    );
  });

  test("warns, in the bundler's own words, once", async () => {
    const { folder, options } = await project(NEARLY);
    const warnings = await build(folder, options);
    expect(warnings.filter((each) => each.includes("speed.schema.json"))).toEqual([
      expect.stringMatching(/speed\.schema\.json:\d+:\d+ .*uniqueItems/),
    ]);
  });

  test("fails on stale output where it only checks", async () => {
    const { folder, options, source, generated } = await project();
    await build(folder, options);
    await build(folder, { ...options, check: true });
    writeFileSync(source, speed(8));
    await expect(build(folder, { ...options, check: true })).rejects.toThrow("stale-output");
    expect(readFileSync(generated, "utf8")).toContain("9");
  });
});

/** What a page hears of the development server. */
class Page {
  readonly #socket: WebSocket;
  readonly #heard: Record<string, unknown>[] = [];

  constructor(url: string) {
    this.#socket = new WebSocket(url, "vite-hmr");
    this.#socket.on("message", (data: Buffer) => {
      this.#heard.push(JSON.parse(data.toString()) as Record<string, unknown>);
    });
  }

  /** The next message of a type; waits for it, but not for ever. */
  async next(type: string): Promise<Record<string, unknown>> {
    const signal = AbortSignal.timeout(10_000);
    for (;;) {
      const at = this.#heard.findIndex((each) => each.type === type);
      const [found] = at < 0 ? [] : this.#heard.splice(0, at + 1).slice(-1);
      if (found) return found;
      await once(this.#socket, "message", { signal });
    }
  }
}

describe("Vite's development server", () => {
  let server: ViteDevServer | undefined;
  afterEach(() => server?.close());

  async function serve({ folder, options }: Project): Promise<Page> {
    server = await createServer({
      root: folder,
      logLevel: "silent",
      plugins: [vite(options)],
      server: { port: 0, host: "127.0.0.1" },
      legacy: { skipWebSocketTokenCheck: true },
    });
    await server.listen();
    const { port } = server.httpServer?.address() as AddressInfo;
    return new Page(`ws://127.0.0.1:${port}/`);
  }

  test("generates at the start and when a source changes; shows what is wrong until it is mended", async () => {
    const one = await project();
    const page = await serve(one);
    await page.next("connected");
    expect(readFileSync(one.generated, "utf8")).toContain("9");
    await server?.transformRequest("/src/main.js");
    await server?.transformRequest("/src/generated/validators/checks/speed.ts");

    const reload = page.next("full-reload");
    writeFileSync(one.source, speed(7));
    await reload;
    expect(readFileSync(one.generated, "utf8")).toContain("7");

    const wrong = page.next("error");
    writeFileSync(one.source, BROKEN);
    const { err } = (await wrong) as unknown as { err: Record<string, unknown> };
    expect(err).toMatchObject({ plugin: "octopus-mqtt-codegen", id: one.source, loc: { file: one.source, line: 7 } });
    expect(err.message).toContain("unknown-keyword");
    expect(err.frame).toContain("^^^");
    expect(readFileSync(one.generated, "utf8")).toContain("7");

    const mended = page.next("full-reload");
    writeFileSync(one.source, speed(7));
    await mended;
  });

  test.each(["{}", "{ middlewareMode: true }"])(
    "lets its process end once it is closed, with server: %s",
    async (how) => {
      const { folder, options } = await project();
      const plugin = join(repositoryRoot, "generator/plugin/index.ts");
      const script = `
      import { createServer } from "vite";
      import { vite } from ${JSON.stringify(plugin)};
      const plugins = [vite(${JSON.stringify(options)})];
      const root = ${JSON.stringify(folder)};
      const server = await createServer({ root, logLevel: "silent", plugins, server: ${how} });
      await server.close();
    `;
      const argv = ["--import", "tsx", "--input-type=module", "--eval", script];
      await promisify(execFile)(process.execPath, argv, { cwd: repositoryRoot, timeout: 20_000 });
    },
  );

  test("starts with an error in a source, and tells a page that is opened", async () => {
    const page = await serve(await project(BROKEN));
    expect(await page.next("error")).toMatchObject({ err: { plugin: "octopus-mqtt-codegen" } });
  });
});
