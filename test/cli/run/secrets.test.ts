import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedBroker } from "../../../runtime/demo/embedded-broker.js";
import { freePort } from "../../support/free-port.js";
import { deviceYaml } from "../run-cli.js";
import { startDaemon } from "./running-daemon.js";

/** As much of a secret as would be one too many. */
const SECRETS = ["s3cret-in-options", "s3cret-in-file", "s3cret-in-header", "s3cret-in-query", "s3cret-in-status"];

test("no secret is in the log, on /healthz or in the metrics, whatever becomes of the devices", async () => {
  const broker = await startEmbeddedBroker({ tcp: true, users: { someone: "else" } });
  const references = mkdtempSync(join(tmpdir(), "octopus-mqtt-references-"));
  mkdirSync(join(references, "default/device-2/login"), { recursive: true });
  writeFileSync(join(references, "default/device-2/login/password"), "s3cret-in-file");
  const inline = ["basicAuth: {username: someone, password: s3cret-in-options}"];
  const referred = ["basicAuth: {username: someone, passwordRef: {name: login, item: password}}"];
  const headers = ["httpHeaders: {Authorization: [s3cret-in-header]}"];
  const nowhere = `ws://127.0.0.1:${await freePort()}/mqtt?token=s3cret-in-query`;
  const daemon = await startDaemon(
    {
      "1.yaml": deviceYaml(1, { server: broker.url("tcp"), client: inline }),
      "2.yaml": deviceYaml(2, { server: broker.url("tcp"), client: referred }),
      "3.yaml": deviceYaml(3, { server: nowhere, client: headers }),
      "4.yaml": deviceYaml(4, { server: "tcp://user:s3cret-in-options@broker" }),
      "5.yaml": deviceYaml(5, { client: ["basicAuth: {username: x, pasword: s3cret-in-options}"] }),
      "6.yaml": deviceYaml(6, { client: ["basicAuth: {username: x, password: [s3cret-in-options}"] }),
    },
    ["--references", references],
    { statuses: "-" },
  );
  daemon.cli.stdin.write('{"device":"default/device-9","status":"s3cret-in-status"}\n"s3cret-in-status\n');
  await daemon.logged(({ code }) => code === "not-json");
  const health = await daemon.health(({ troubled }) => troubled.every(({ code }) => code !== undefined));
  expect(health.troubled.map(({ code }) => code).sort()).toEqual([
    "connection-failed",
    "connection-refused",
    "connection-refused",
  ]);
  expect(health.problems.length).toBeGreaterThanOrEqual(3);
  const { text: metrics } = await daemon.page("/metrics");
  await daemon.stop();
  const everything = [daemon.cli.text("stderr"), daemon.cli.text("stdout"), JSON.stringify(health), metrics].join("\n");
  for (const secret of SECRETS) expect(everything).not.toContain(secret);
  await broker.close();
});
