import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import * as generated from "../../generated/index.js";
import { linkYaml, runCli } from "../cli/run-cli.js";
import { ApiServer, type Stop } from "./api-server.js";
import { BUILD_LIMIT_MS, buildGoProgram, kubernetesRelease, missingGo } from "./go-program.js";
import { Kubectl } from "./kubectl.js";
import { CRD_FOLDER, CRDS, MANIFESTS, type Crd, type Manifest } from "./manifests.js";
import { REFUSED } from "./refused-links.js";
import { fieldsOf, readExplainedFields, readTable } from "./printed.js";

const missing = missingGo();
if (missing !== undefined) console.warn(`kubectl is not run: ${missing}`);

test.runIf(process.env.CI === "true")("CI has Go, so that kubectl is run", () => {
  expect(missing).toBeUndefined();
});

/** Larger objects are refused by `kubectl apply`, which keeps what was applied in an annotation. */
const ANNOTATION_LIMIT = 262_144;
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** An object as the server keeps it. */
interface Stored {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}

const APPLIERS = generated as unknown as Readonly<Record<string, (object: Manifest) => Manifest>>;

describe.skipIf(missing !== undefined)("kubectl", () => {
  let folder: string;
  let program: string;
  let server: ApiServer | undefined;
  let kubectl: Kubectl;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-kubectl-"));
    const start = performance.now();
    // One after the other, as most of what they are made of is the same and is compiled once.
    program = await buildGoProgram("server", folder);
    const kubectlProgram = await buildGoProgram("kubectl", folder);
    console.info(`The API server and kubectl were built in ${Math.round((performance.now() - start) / 1000)} s`);
    server = await ApiServer.start(program);
    kubectl = new Kubectl(kubectlProgram, server.kubeconfig, folder);
  }, BUILD_LIMIT_MS);

  afterAll(async () => {
    await server?.stop("SIGTERM");
    await rm(folder, { recursive: true });
  });

  test("and the API server are of the release that go.mod pins", async () => {
    const { clientVersion, serverVersion } = (await kubectl.json(["version"])) as Record<
      string,
      { gitVersion: string }
    >;
    console.info(`kubectl ${clientVersion?.gitVersion ?? "?"}, API server ${serverVersion?.gitVersion ?? "?"}`);
    expect(clientVersion?.gitVersion).toBe(await kubernetesRelease("kubectl"));
    expect(serverVersion?.gitVersion).toBe(await kubernetesRelease("server"));
  });

  test("applies the CRDs, strictly and without a warning, and they become Established", async () => {
    const applied = await takeCrds(kubectl);
    expect(applied.sort()).toEqual(saidOfEach("created"));
  });

  test("finds no difference when it applies the CRDs again", async () => {
    const applied = await lines(kubectl.print(["apply", "--kustomize", CRD_FOLDER]));
    expect(applied.sort()).toEqual(saidOfEach("unchanged"));
  });

  test("takes over the CRDs on the server's side", async () => {
    const applied = await takeCrds(kubectl, "--server-side");
    expect(applied.sort()).toEqual(saidOfEach("serverside-applied"));
  });

  test.each(CRDS)("can keep $name in its annotation", async ({ content }) => {
    const { metadata } = (await kubectl.json(["get", crdName(content)])) as Stored;
    expect(Buffer.byteLength(metadata.annotations?.[LAST_APPLIED] ?? "")).toBeGreaterThan(1000);
    expect(Buffer.byteLength(JSON.stringify(metadata.annotations))).toBeLessThan(ANNOTATION_LIMIT);
  });

  test.each(MANIFESTS)("applies $name, and gets back what our default-applier makes of it", async (manifest) => {
    const { path, content } = manifest;
    const applied = await kubectl.print(["apply", "--validate=strict", "--warnings-as-errors", "--filename", path]);
    expect(applied).toMatch(/ created\n$/);
    const stored = parse(await kubectl.print(["get", "--filename", path, "--output=yaml"])) as Manifest;
    expect(stored.metadata).toMatchObject({ name: content.metadata.name, uid: expect.any(String) as string });
    const apply = APPLIERS[`apply${content.kind}Defaults`];
    if (!apply) throw new Error(`Nothing generated applies the defaults of a ${content.kind}`);
    expect(withoutMetadata(stored)).toEqual(withoutMetadata(apply(content)));
  });

  test.each(CRDS)("gets a table with the printer columns of $name", async ({ content }) => {
    const { additionalPrinterColumns: columns = [] } = content.spec.versions[0];
    const shown = columns.filter(({ priority = 0 }) => priority === 0).map(({ name }) => name.toUpperCase());
    const table = readTable(await kubectl.print(["get", content.metadata.name, "--all-namespaces"]));
    expect(table.header).toEqual(["NAMESPACE", "NAME", ...shown]);
  });

  test("gets the kind, the place and the latest condition of DeviceLinks", async () => {
    const conditions = [
      { type: "ModelExisted", status: "True", reason: "Found" },
      { type: "DeviceConnected", status: "False", reason: "Unhealthy" },
    ];
    const patch = JSON.stringify({ status: { conditions } });
    await kubectl.print(["patch", "devicelink", "case1", "--subresource=status", "--type=merge", "--patch", patch]);
    const { rows } = readTable(await kubectl.print(["get", "dl", "--all-namespaces"]));
    expect(rows).toHaveLength(MANIFESTS.filter(({ content }) => content.kind === "DeviceLink").length);
    const AGE = expect.stringMatching(/^\d+[smh]/) as string;
    expect(rows).toEqual(
      expect.arrayContaining([
        {
          NAMESPACE: "default",
          NAME: "case1",
          KIND: "DummySpecialDevice",
          NODE: "edge-worker",
          ADAPTOR: "adaptors.edge.cattle.io/dummy",
          PHASE: "DeviceConnected",
          STATUS: "Unhealthy",
          AGE,
        },
        {
          NAMESPACE: "waterworks",
          NAME: "modbus-pump",
          KIND: "ModbusDevice",
          NODE: "edge-worker",
          ADAPTOR: "adaptors.edge.cattle.io/modbus",
          PHASE: "",
          STATUS: "",
          AGE,
        },
      ]),
    );
  });

  test("explains an option with its type, its unit and its default", async () => {
    const path = "devicelink.spec.template.spec.extension.mqtt.client.keepAlive";
    const text = (await kubectl.print(["explain", path])).replaceAll(/\s+/g, " ");
    expect(text).toContain("FIELD: keepAlive <string>");
    expect(text).toContain("Longest silence on the connection; after it the client sends a ping.");
    expect(text).toContain("Expected: a Go duration such as 10s or 1m30s that is not negative. Default: 10s.");
  });

  test.each(CRDS)("explains every field of $name by the type that it has", async ({ content }) => {
    const text = await kubectl.print(["explain", content.metadata.name, "--recursive"]);
    const wanted = fieldsOf(content.spec.versions[0].schema.openAPIV3Schema);
    // The server describes the metadata of every kind itself.
    expect(withoutMetadataFields(readExplainedFields(text))).toEqual(withoutMetadataFields(wanted));
  });

  describe.each(REFUSED)("with $what", ({ link, kubectlSays, code }) => {
    const manifest = linkYaml(link);

    test("refuses to apply, and stores nothing", async () => {
      const applied = await kubectl.run(["apply", "--filename", "-"], manifest);
      expect(applied).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(kubectlSays) as string });
      expect((await kubectl.run(["get", "devicelink", "one"])).stderr).toMatch(/^Error from server \(NotFound\)/);
    });

    test("is of one mind with octopus-mqtt validate", async () => {
      const path = join(folder, "link.yaml");
      await writeFile(path, manifest);
      const validated = await runCli(["validate", path]);
      expect(validated).toMatchObject({ code: 1, stdout: expect.stringContaining(`error ${code}:`) as string });
    });
  });

  test("takes a bare yes for a boolean, and so does octopus-mqtt validate", async () => {
    const path = join(folder, "link.yaml");
    await writeFile(path, linkYaml({ name: "yaml-1-1", message: ["retained: yes"] }));
    await kubectl.print(["apply", "--filename", path]);
    const retained = "{.spec.template.spec.extension.mqtt.message.retained}";
    expect(await kubectl.print(["get", "--filename", path, `--output=jsonpath=${retained}`])).toBe("true");
    expect(await runCli(["validate", path])).toMatchObject({ code: 0 });
  });

  test.each<Stop>(["SIGTERM", "end of input"])(
    "takes the CRDs on the server's side at once; %s ends that server",
    async (how) => {
      const another = await ApiServer.start(program);
      await takeCrds(kubectl.at(another.kubeconfig), "--server-side");
      await another.stop(how);
      expect(() => process.kill(another.pid, 0)).toThrow("ESRCH");
      expect(existsSync(another.folder)).toBe(false);
    },
  );
});

/**
 * Applies all CRDs, strictly, and resolves when the server serves and explains their kinds.
 * @returns what kubectl said of each.
 */
async function takeCrds(kubectl: Kubectl, ...options: string[]): Promise<string[]> {
  const strictly = ["--validate=strict", "--warnings-as-errors", ...options];
  const applied = await lines(kubectl.print(["apply", ...strictly, "--kustomize", CRD_FOLDER]));
  const crds = CRDS.map(({ content }) => crdName(content));
  await kubectl.print(["wait", "--for=condition=Established", "--timeout=30s", ...crds]);
  const kinds = CRDS.map(({ content }) => content.metadata.name);
  // The server publishes the descriptions of a kind a moment after the kind itself.
  await vi.waitFor(() => Promise.all(kinds.map((kind) => kubectl.print(["explain", kind]))), { timeout: 30_000 });
  return applied;
}

/** What kubectl says of each CRD, sorted: a kustomization has an order of its own. */
function saidOfEach(word: string): string[] {
  return CRDS.map(({ content }) => `${crdName(content)} ${word}`).sort();
}

async function lines(text: Promise<string>): Promise<string[]> {
  return (await text).trimEnd().split("\n");
}

/** A CRD as kubectl names it. */
function crdName({ metadata }: Crd): string {
  return `customresourcedefinition.apiextensions.k8s.io/${metadata.name}`;
}

/** A copy without the metadata, which the server completes by rules of its own. */
function withoutMetadata(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== "metadata"));
}

function withoutMetadataFields(fields: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([path]) => !/^metadata\b/.test(path)));
}
