import { expect, test } from "vitest";
import { mapResolver, StatusPublisher } from "octopus-mqtt";

const manifest = {
  apiVersion: "edge.cattle.io/v1alpha1",
  kind: "DeviceLink",
  metadata: { namespace: "default", name: "case1", uid: "fcd1eb1b-ea42-4cb9-afb0-0ec2d0830583" },
  spec: {
    adaptor: {},
    model: {},
    template: {
      spec: {
        extension: {
          mqtt: {
            client: {
              server: "tcp://broker.example.com",
              basicAuth: { username: "octopus", passwordRef: { name: "credentials", item: "password" } },
            },
            message: { topic: ":namespace/:name" },
          },
        },
      },
    },
  },
};

test("an option that cannot be honoured is named by its place in the manifest", async () => {
  const references = mapResolver({ credentials: {} });
  await expect(StatusPublisher.create(manifest, { references })).rejects.toMatchObject({
    code: "reference-not-found",
    pointer: "/spec/template/spec/extension/mqtt/client/basicAuth/passwordRef",
    message: expect.stringContaining(" at /spec/template/spec/extension/mqtt/client/basicAuth/passwordRef") as string,
  });
});
