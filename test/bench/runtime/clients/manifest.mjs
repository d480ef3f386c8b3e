/** The DeviceLink that the SDK publishes for. `uid` and `topic` are what devices of one process differ in. */
export function manifest(load, { topic, uid = "fcd1eb1b-ea42-4cb9-afb0-0ec2d0830583" }) {
  const client = {
    server: `tcp://127.0.0.1:${load.port}`,
    ...(load.store === undefined ? {} : { store: { type: "File", directoryPrefix: load.store } }),
  };
  return {
    apiVersion: "edge.cattle.io/v1alpha1",
    kind: "DeviceLink",
    metadata: { namespace: "default", name: "boiler-room", uid },
    spec: { template: { spec: { extension: { mqtt: { client, message: { topic, qos: load.qos } } } } } },
  };
}
