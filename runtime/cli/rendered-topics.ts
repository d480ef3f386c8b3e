import { compileTopic, type DeviceManifest, parseMQTTOptions } from "octopus-mqtt";

/** The topics of one device, as MQTT carries them. */
export interface RenderedTopics {
  readonly publish: string;
  readonly subscribe: string;
  /** Null where the options have no will. */
  readonly will: string | null;
}

/** Renders the topics of a device whose options are valid; the results may still break MQTT's rules for topics. */
export function renderTopics({ link, options }: DeviceManifest): RenderedTopics {
  const { topic, path, operator, will } = parseMQTTOptions(options).message;
  const render = (template: string) => compileTopic(template, { link, path, operator });
  const main = render(topic);
  return {
    publish: main.forPublish(),
    subscribe: main.forSubscribe(),
    will: will ? render(will.topic ?? `${topic}/$will`).forPublish() : null,
  };
}
