/** A device schema to begin with; it embeds the MQTT options. */
export const OWN_SCHEMA = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Thermometer",
  "description": "A thermometer on the wall.",
  "type": "object",
  "additionalProperties": false,
  "required": ["room", "mqtt"],
  "properties": {
    "room": { "type": "string", "maxLength": 40, "description": "Where it hangs." },
    "interval": {
      "type": "integer",
      "minimum": 1,
      "maximum": 3600,
      "default": 60,
      "description": "Seconds between two readings."
    },
    "unit": { "type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius", "description": "Unit of the readings." },
    "mqtt": { "$ref": "octopus-mqtt/schema/mqtt/mqtt-options.schema.json", "description": "Where the readings go." }
  }
}
`;
