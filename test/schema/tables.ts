/** A row of an option table: name, schema as the table writes it, required, default as the text states it. */
export type Row = readonly [name: string, schema: string, required: boolean, value?: unknown];

const DURATION = "*metav1.Duration";
const REFERENCE = "*edgev1alpha1.DeviceLinkReferenceRelationship";

/** The option tables of "Integrate with MQTT", row by row, with the types that their Go spelling stands for below. */
export const TABLES: Readonly<Record<string, readonly Row[]>> = {
  "mqtt-options": [
    ["client", "MQTTClientOptions", true],
    ["message", "MQTTMessageOptions", true],
  ],
  "mqtt-client-options": [
    ["server", "string", true],
    ["protocolVersion", "*uint", false, 0],
    ["basicAuth", "*MQTTClientBasicAuth", false],
    ["tlsConfig", "*MQTTClientTLS", false],
    ["cleanSession", "*bool", false, true],
    ["store", "*MQTTClientStore", false, { type: "Memory" }],
    ["resumeSubs", "*bool", false, false],
    ["connectTimeout", DURATION, false, "30s"],
    ["keepAlive", DURATION, false, "10s"],
    ["pingTimeout", DURATION, false, "10s"],
    ["order", "*bool", false, true],
    ["writeTimeout", DURATION, false, "30s"],
    ["waitTimeout", DURATION, false],
    ["disconnectQuiesce", DURATION, false, "5s"],
    ["autoReconnect", "*bool", false, true],
    ["maxReconnectInterval", DURATION, false, "10m"],
    ["messageChannelDepth", "*uint", false, 100],
    ["httpHeaders", "map[string][]string", false],
  ],
  "mqtt-client-basic-auth": [
    ["username", "string", false],
    ["usernameRef", REFERENCE, false],
    ["password", "string", false],
    ["passwordRef", REFERENCE, false],
  ],
  "mqtt-client-tls": [
    ["caFilePEM", "string", false],
    ["caFilePEMRef", REFERENCE, false],
    ["certFilePEM", "string", false],
    ["certFilePEMRef", REFERENCE, false],
    ["keyFilePEM", "string", false],
    ["keyFilePEMRef", REFERENCE, false],
    ["serverName", "string", false],
    ["insecureSkipVerify", "bool", false, false],
  ],
  "mqtt-client-store": [
    ["type", "string", false, "Memory"],
    ["direcotryPrefix", "string", false, "/var/run/octopus/mqtt"],
  ],
  "mqtt-message-options": [
    ["topic", "string", true],
    ["will", "*MQTTWillMessage", false],
    ["qos", "*MQTTMessageQoSLevel", false, 1],
    ["retained", "*bool", false, true],
    ["path", "string", false],
    ["operator", "*MQTTMessageTopicOperator", false],
  ],
  "mqtt-will-message": [
    ["topic", "string", false],
    ["content", "string", true],
  ],
  "mqtt-message-topic-operator": [
    ["read", "string", false],
    ["write", "string", false],
  ],
};

/** Files of the types that the tables name. */
export const TYPE_FILES: Readonly<Record<string, string>> = {
  MQTTClientOptions: "mqtt-client-options.schema.json",
  MQTTMessageOptions: "mqtt-message-options.schema.json",
  "*MQTTClientBasicAuth": "mqtt-client-basic-auth.schema.json",
  "*MQTTClientTLS": "mqtt-client-tls.schema.json",
  "*MQTTClientStore": "mqtt-client-store.schema.json",
  "*MQTTWillMessage": "mqtt-will-message.schema.json",
  "*MQTTMessageQoSLevel": "mqtt-message-qos-level.schema.json",
  "*MQTTMessageTopicOperator": "mqtt-message-topic-operator.schema.json",
  [DURATION]: "../common/duration.schema.json",
  [REFERENCE]: "../common/device-link-reference-relationship.schema.json",
};

/** JSON types of the Go types that the tables name. */
export const JSON_TYPES: Readonly<Record<string, string>> = {
  string: "string",
  "*uint": "integer",
  bool: "boolean",
  "*bool": "boolean",
  "map[string][]string": "object",
};
