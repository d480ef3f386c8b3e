import { Buffer } from "node:buffer";
import { MqttRuntimeError } from "../errors.js";
import type { Will } from "../options/will.js";
import type { Link } from "./link.js";
import { encodePayload } from "./payload.js";
import { withinTime } from "./quiesce.js";

/** What the online marker says. Strings and bytes travel as they are, anything else as JSON. */
export interface OnlineMarkerSettings {
  /** After every connect. Default: `online`. */
  readonly payload?: unknown;
  /** On a clean stop, upon which the broker does not publish the will. Default: the content of the will. */
  readonly stopPayload?: unknown;
}

/** How long a stop waits for the acknowledgement of its marker; DISCONNECT goes out in any case. */
const STOP_MS = 500;

/**
 * Keeps the retained message on the will's topic true: the will itself says that the client is gone, and only that, so
 * without a marker it stays there when the client is back.
 */
export class OnlineMarker {
  readonly #online: Will;
  readonly #stopped: Will;

  /** Throws `invalid-options` without a will, and `invalid-payload` for a payload that cannot be encoded. */
  constructor(settings: true | OnlineMarkerSettings, will: Will | undefined) {
    if (will === undefined) throw noWillError();
    const { payload = "online", stopPayload = will.payload } = settings === true ? {} : settings;
    this.#online = { ...will, payload: Buffer.from(encodePayload(payload)) };
    this.#stopped = { ...will, payload: Buffer.from(encodePayload(stopPayload)) };
  }

  /** Call when the link is up. */
  connected(link: Link): void {
    void link.announce(this.#online);
  }

  /** Call ahead of DISCONNECT. Without a connection the broker says it, with the will. */
  async stopping(link: Link): Promise<void> {
    if (link.up) await withinTime(STOP_MS, [link.announce(this.#stopped)]);
  }
}

function noWillError(): MqttRuntimeError {
  return new MqttRuntimeError("invalid-options", "`onlineMarker` of the client's context needs a will", {
    pointer: "/message/will",
    found: "none",
    expected: "a will, whose topic the marker goes to",
    remedy: "Give the options a will, or leave `onlineMarker` out.",
  });
}
