import { expect, test } from "vitest";
import { startEmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { storeDirectory } from "../support/file-store.js";
import { observe } from "../support/observer.js";
import { connack, startScriptedBroker } from "../support/scripted-broker.js";
import { linkYaml, runCli, startCli, writeFiles } from "./run-cli.js";

test("with the store File, a run sends first what the one before it could not deliver", async () => {
  let arrived: () => void = () => undefined;
  const published = new Promise<void>((resolve) => (arrived = resolve));
  const silent = await startScriptedBroker((packet, { send }) => {
    if (packet.cmd === "connect") send(connack(0));
    if (packet.cmd === "publish") arrived();
  });
  const broker = await startEmbeddedBroker({ tcp: true });
  const observer = await observe(broker.url("tcp"), "test/#");
  const store = `store: {type: File, directoryPrefix: ${await storeDirectory()}}`;
  const client = [store, "cleanSession: false", `disconnectQuiesce: "0"`];
  const { "link.yaml": file } = writeFiles({ "link.yaml": linkYaml({ client, server: broker.url("tcp") }) });

  const first = startCli(["publish", file, "--server", silent.url]);
  first.stdin.end("1");
  await published;
  // The device has one store, and this run has it.
  const second = await runCli(["publish", file], "2");
  expect(second.code).toBe(4);
  expect(second.stderr).toContain("octopus-mqtt: error store-locked: ");
  first.stop("SIGINT");
  expect((await first.result).code).toBe(130);

  const third = await runCli(["publish", file], "3");
  expect(third.code).toBe(0);
  expect(third.stdout).toBe("test/default/one 1 bytes\n");
  expect([(await observer.next()).payload.toString(), (await observer.next()).payload.toString()]).toEqual(["1", "3"]);
  await observer.end();
  await broker.close();
  await silent.close();
});
