import type { JsonObject } from "../../../generator/model/model.js";
import { device, devices, mqtt, REFERENCE, type KindCases } from "./device-case.js";

const KIND = "OPCUADevice";
const ENDPOINT = "opc.tcp://192.168.1.5:4840";
const LEAST = { protocol: { endpoint: ENDPOINT } };
const TLS = { certFilePEMRef: REFERENCE, keyFilePEMRef: REFERENCE };
const SECURED = { securityMode: "Sign", securityPolicy: "Basic256Sha256", tlsConfig: TLS };

const protocol = (more: JsonObject) => ({ protocol: { endpoint: ENDPOINT, ...more } });
const withProperty = (more: JsonObject) => ({
  ...LEAST,
  properties: [{ name: "a", type: "double", visitor: { nodeID: "ns=3;s=A" }, ...more }],
});
const withNode = (nodeID: JsonObject[string]) => withProperty({ visitor: { nodeID } });

export const OPCUA: KindCases = {
  kind: KIND,
  good: {
    ...devices(KIND, {
      "the least": LEAST,
      "an address with a path": protocol({ endpoint: "opc.tcp://[::1]:4840/a/b?c" }),
      "security of both kinds": protocol({ ...SECURED, securityMode: "SignAndEncrypt" }),
      "no security, said twice": protocol({ securityMode: "None", securityPolicy: "None" }),
      "a certificate that is not used": protocol({ tlsConfig: { certFilePEM: "cert", keyFilePEMRef: REFERENCE } }),
      "a user by reference": protocol({ basicAuth: { usernameRef: REFERENCE, passwordRef: REFERENCE } }),
      "a user as he is": protocol({ basicAuth: { username: "ü", password: " " } }),
      "null as user": protocol({ basicAuth: null, securityMode: null }),
      "parameters that are empty": { ...LEAST, parameters: {} },
      "a property": withProperty({ readOnly: true, value: "", description: "" }),
      "a node of namespace 0": withNode("i=2258"),
      "a node by GUID": withNode("ns=65535;g=09087e75-8e5e-499b-954f-f2a9603db28a"),
      "an extension": { ...LEAST, extension: mqtt() },
    }),
    "a status": device(KIND, LEAST, {
      properties: [{ name: "a", type: "datetime", value: "x", updatedAt: "2020-07-30T09:21:38.5+02:00" }],
    }),
  },
  bad: {
    ...devices(KIND, {
      "no endpoint": { protocol: { ...SECURED } },
      "another scheme": protocol({ endpoint: "opc.https://a" }),
      "no host": protocol({ endpoint: "opc.tcp://" }),
      "a path without a host": protocol({ endpoint: "opc.tcp:///a" }),
      "a no-break space": protocol({ endpoint: "opc.tcp://a\u00a0b" }),
      "a line feed": protocol({ endpoint: "opc.tcp://a\n" }),
      "a mode without a policy": protocol({ ...SECURED, securityPolicy: "None" }),
      "a mode with the policy that is the default": protocol({ securityMode: "Sign", tlsConfig: TLS }),
      "a policy without a mode": protocol({ securityPolicy: "Basic256" }),
      "security without a certificate": protocol({ ...SECURED, tlsConfig: null }),
      "an unknown policy": protocol({ ...SECURED, securityPolicy: "Basic512" }),
      "an unknown mode": protocol({ securityMode: "Encrypt" }),
      "a certificate without a key": protocol({ tlsConfig: { certFilePEM: "cert" } }),
      "a key without a certificate": protocol({ tlsConfig: { keyFilePEM: "key" } }),
      "an empty certificate": protocol({ tlsConfig: { certFilePEM: "", keyFilePEM: "key" } }),
      "a certificate twice": protocol({ tlsConfig: { ...TLS, certFilePEM: "cert" } }),
      "a key twice": protocol({ tlsConfig: { ...TLS, keyFilePEM: "key" } }),
      "a user without a password": protocol({ basicAuth: { username: "a" } }),
      "a password without a user": protocol({ basicAuth: { passwordRef: REFERENCE } }),
      "a user name twice": protocol({ basicAuth: { username: "a", usernameRef: REFERENCE, password: "b" } }),
      "a password twice": protocol({ basicAuth: { username: "a", password: "b", passwordRef: REFERENCE } }),
      "a reference without an item": protocol({ basicAuth: { username: "a", passwordRef: { name: "b" } } }),
      "authorities, which OPC-UA does not have": protocol({ tlsConfig: { ...TLS, caFilePEM: "ca" } }),
      "a property of unknown type": withProperty({ type: "int" }),
      "a node without a type": withNode("ns=3;Press"),
      "a node after a comma": withNode("ns=1,i=1005"),
      "a node that is a number": withNode(2258),
      "no node": withProperty({ visitor: { browseName: "A" } }),
      "two properties of a name": {
        ...LEAST,
        properties: ["A", "B"].map((node) => ({ name: "a", type: "float", visitor: { nodeID: `s=${node}` } })),
      },
    }),
    "an unknown type in the status": device(KIND, LEAST, { properties: [{ type: "text" }] }),
  },
};
