import { OptionsValidationError } from "../generated/index.js";
import type { ClientContext, PublishOverrides } from "./client-context.js";
import { createClient, type Client } from "./client.js";
import { MqttRuntimeError } from "./errors.js";
import { readManifest } from "./options/device-link.js";

/** What a status publisher needs beside the manifest. */
export type StatusPublisherContext = Omit<ClientContext, "link">;

/**
 * Publishes the statuses of one device: a manifest goes in, statuses go in, PUBLISH packets come out, with QoS 1 and
 * retained unless the options say otherwise.
 */
export class StatusPublisher {
  /** The client underneath, for its events, subscriptions and state. */
  readonly client: Client;
  /** The topic that statuses go to unless a call renders another one. */
  readonly topic: string;

  private constructor(client: Client) {
    this.client = client;
    this.topic = client.topics.forPublish();
  }

  /**
   * Makes a publisher from a parsed DeviceLink or device manifest. Does not connect yet.
   *
   * Throws `invalid-manifest` for a manifest without an identity or MQTT options, and what `createClient` throws, with
   * pointers into the manifest.
   */
  static async create(manifest: unknown, context: StatusPublisherContext = {}): Promise<StatusPublisher> {
    const { link, options, optionsPointer } = readManifest(manifest);
    if (link.uidDerived) {
      const name = `${link.namespace}/${link.name}`;
      context.logger?.warn(`${name} has no uid yet; its client id comes from ${link.uid}, made from its name`);
    }
    try {
      return new StatusPublisher(await createClient(options, { ...context, link }));
    } catch (error) {
      throw inManifest(error, optionsPointer);
    }
  }

  /** Connects; see `Client.connect`. */
  connect(): Promise<void> {
    return this.client.connect();
  }

  /** Publishes a status and resolves when the broker has it; see `Client.publish`. */
  publish(status: unknown, overrides?: PublishOverrides): Promise<void> {
    return this.client.publish(status, overrides);
  }

  /** Ends the publisher for good, without the will being published; see `Client.disconnect`. */
  disconnect(): Promise<void> {
    return this.client.disconnect();
  }
}

/** Errors about options point into the options; this one's reader has the manifest before him. */
function inManifest(error: unknown, prefix: string): unknown {
  if (error instanceof MqttRuntimeError) return error.within(prefix);
  if (!(error instanceof OptionsValidationError)) return error;
  const issues = error.issues.map((issue) => ({ ...issue, pointer: prefix + issue.pointer }));
  return new OptionsValidationError(error.type, issues);
}
