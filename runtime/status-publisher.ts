import { OptionsValidationError } from "../generated/support/options-validation-error.js";
import type { ClientContext, PublishOverrides } from "./client-context.js";
import { createClient, type Client } from "./client.js";
import { MqttRuntimeError } from "./errors.js";
import { readManifest, type ManifestLink } from "./options/device-link.js";

/** What a status publisher needs beside the manifest. */
export type StatusPublisherContext = Omit<ClientContext, "link">;

/**
 * Publishes the statuses of one device: a manifest goes in, statuses go in, PUBLISH packets come out, with QoS 1 and
 * retained unless the options say otherwise.
 */
export class StatusPublisher {
  /** The client underneath, for its events, subscriptions and state. */
  readonly client: Client;
  readonly #link: ManifestLink;

  private constructor(client: Client, link: ManifestLink) {
    this.client = client;
    this.#link = link;
  }

  /** The topic that statuses go to unless a call renders another one. */
  get topic(): string {
    return this.client.topics.forPublish();
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
      return new StatusPublisher(await createClient(options, { ...context, link }), link);
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

  /**
   * Goes on with what another version of the manifest says; see `Client.reconfigure`. Throws `invalid-manifest` for the
   * manifest of another DeviceLink, by its UID, name and namespace; pointers of other errors are into the manifest.
   */
  async reconfigure(manifest: unknown): Promise<void> {
    const { link, options, optionsPointer } = readManifest(manifest);
    requireSameLink(this.#link, link);
    try {
      await this.client.reconfigure(options);
    } catch (error) {
      throw inManifest(error, optionsPointer);
    }
  }

  /** Ends the publisher for good, without the will being published; see `Client.disconnect`. */
  disconnect(): Promise<void> {
    return this.client.disconnect();
  }
}

function requireSameLink(now: ManifestLink, given: ManifestLink): void {
  const named = ({ namespace, name, uid }: ManifestLink) => `${namespace}/${name} with the UID ${uid}`;
  if (named(now) === named(given)) return;
  throw new MqttRuntimeError("invalid-manifest", "The manifest is of another DeviceLink", {
    found: named(given),
    expected: named(now),
    remedy: "Make a publisher for it, and disconnect this one if its DeviceLink is gone.",
  });
}

/** Errors about options point into the options; this one's reader has the manifest before him. */
function inManifest(error: unknown, prefix: string): unknown {
  if (error instanceof MqttRuntimeError) return error.within(prefix);
  if (!(error instanceof OptionsValidationError)) return error;
  const issues = error.issues.map((issue) => ({ ...issue, pointer: prefix + issue.pointer }));
  return new OptionsValidationError(error.type, issues);
}
