import { MqttRuntimeError } from "../errors.js";

const PREFIX = "octopus-";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UUID_LENGTH = 36;
/** MQTT 3.1 allows 23 characters in all, which leaves 15 of the 32 digits. */
const DIGITS_TO_DROP = 17;

/**
 * The MQTT client id of a DeviceLink, the same one that Octopus uses, so that a broker's session survives the change
 * of client: `octopus-` and the 32 digits of the UID for MQTT 3.1.1 (`4`), or 15 of them for MQTT 3.1 (`3`).
 *
 * Throws `invalid-manifest` when the UID is not a UUID of 36 characters: two links with a shortened or an empty id
 * would take each other's session over, again and again.
 */
export function clientId(uid: string, protocolVersion: 3 | 4): string {
  if (!UUID.test(uid)) {
    throw new MqttRuntimeError("invalid-manifest", "The UID of the DeviceLink cannot serve as an MQTT client id", {
      found: JSON.stringify(uid.slice(0, 60)),
      expected: "a UUID of 36 characters such as 835aea2e-5f80-4d14-88f5-40c4bda41aa3",
      remedy: "Use the metadata.uid that Kubernetes gave the DeviceLink, or leave it out to have one derived.",
    });
  }
  return PREFIX + (protocolVersion === 3 ? dropDigits(uid) : uid.replaceAll("-", ""));
}

/**
 * Octopus' way to shorten a UUID: a walk around the ring of its characters that strikes out a digit, jumps as far
 * ahead as the digit's value plus one, and looks from there for the next digit that is still standing.
 */
function dropDigits(uid: string): string {
  const ring = Array.from(uid);
  let position = 0;
  for (let dropped = 0; dropped < DIGITS_TO_DROP; dropped++) {
    while (ring[position] === "-") position = (position + 1) % UUID_LENGTH;
    const digit = parseInt(ring[position] ?? "", 16);
    ring[position] = "-";
    position = (position + digit + 1) % UUID_LENGTH;
  }
  return ring.filter((character) => character !== "-").join("");
}
