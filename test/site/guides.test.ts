import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { makeCertificates } from "../support/certificates.js";
import { guideBlocks, guideNames, type GuideFolder, openGuideFolder } from "./guide-folder.js";

const { ca, server } = makeCertificates();

describe("the guides", async () => {
  const names = await guideNames();
  let broker: EmbeddedBroker;
  let folder: GuideFolder;
  let store: string;

  beforeAll(async () => {
    broker = await startEmbeddedBroker({ tcp: true, tls: server });
    store = await mkdtemp(join(tmpdir(), "octopus-mqtt-guide-store-"));
    const here = {
      "tcp://localhost:1883": broker.url("tcp"),
      "tls://broker.example.com": broker.url("tls"),
      "/var/lib/octopus-mqtt": store,
    };
    folder = await openGuideFolder(here, { "ca.crt": ca });
  });
  afterAll(async () => {
    await folder.remove();
    await rm(store, { recursive: true, force: true });
    await broker.close();
  });

  const printed = new Map<string, string>();

  test.each(names)("%s: what it says can be done", { timeout: 120_000 }, async (name) => {
    const blocks = await guideBlocks(name);
    let output = "";
    for (const block of blocks.filter(({ word }) => word !== "by-hand")) output += await folder.follow(block);
    printed.set(name, output);
    const promised = blocks.filter(({ language }) => language === "text");
    for (const { text } of promised) expect(output).toContain(text.trim());
  });

  test("commands that no test runs are those that need a cluster or a registry", async () => {
    const byHand = (await Promise.all(names.map(guideBlocks))).flat().filter(({ word }) => word === "by-hand");
    const commands = byHand.flatMap(({ text }) => text.trim().split("\n"));
    expect(commands.filter((command) => !/^(?:npm install|kubectl|helm) /.test(command))).toEqual([]);
  });

  test("print what they promise in prose", () => {
    expect(printed.get("02-own-device-schema.md")).toContain("60 1");
    expect(printed.get("05-file-store.md")).toContain("session.log");
    expect(printed.get("01-first-devicelink.md")).toContain('{"gear":"slow","rotatingSpeed":120}');
  });
});
