import { useEffect, useRef, useState } from "preact/hooks";
import type { LiveConnection } from "../live/live.js";
import type { Device } from "./analysis.js";
import { loadScript } from "./load-script.js";

/** A message that came while the view was connected. */
export interface LiveMessage {
  readonly at: string;
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
}

/** The live view of one device. */
export interface Live {
  readonly phase: "closed" | "opening" | "open";
  /** In words, with the reason where something failed. */
  readonly state: string;
  /** The newest first. */
  readonly messages: readonly LiveMessage[];
  readonly connect: (url: string) => Promise<void>;
  readonly publish: (status: string) => Promise<void>;
  readonly close: () => void;
}

/** So many messages are kept. */
const KEPT = 50;

/** A connection that ends with the component, and when the device's topics are others. */
export function useLive(device: Device): Live {
  const [phase, setPhase] = useState<Live["phase"]>("closed");
  const [state, setState] = useState("not connected");
  const [messages, setMessages] = useState<readonly LiveMessage[]>([]);
  const connection = useRef<LiveConnection | undefined>(undefined);
  // Counts attempts, so that a connection that comes too late is let go.
  const attempt = useRef(0);
  const say = (newPhase: Live["phase"], words: string) => {
    setPhase(newPhase);
    setState(words);
  };
  const close = () => {
    attempt.current++;
    connection.current?.close();
    connection.current = undefined;
    say("closed", "not connected");
  };
  useEffect(() => close, [device.topics.publish, device.topics.subscribe, device.topics.will]);
  const connect = async (url: string) => {
    const mine = ++attempt.current;
    say("opening", "connecting ...");
    try {
      const opened = await openLive(url, device, setState, (message) => {
        setMessages((known) => [message, ...known].slice(0, KEPT));
      });
      if (mine !== attempt.current) {
        opened.close();
        return;
      }
      connection.current = opened;
      say("open", "connected");
    } catch (error) {
      if (mine === attempt.current) say("closed", `not connected: ${reasonOf(error)}`);
    }
  };
  const publish = async (status: string) => {
    try {
      const payload = JSON.stringify(JSON.parse(status));
      await connection.current?.publish(device.topics.publish, payload, device.qos, device.retain);
    } catch (error) {
      setState(`not published: ${reasonOf(error)}`);
    }
  };
  return { phase, state, messages, connect, publish, close };
}

async function openLive(
  url: string,
  { topics: { publish, subscribe, will } }: Device,
  onState: (state: string) => void,
  onMessage: (message: LiveMessage) => void,
): Promise<LiveConnection> {
  await loadScript("live");
  if (!globalThis.octopusLive) throw new Error("assets/live.js is not the live view");
  const filters = [...new Set([publish, subscribe, ...(will === null ? [] : [will])])];
  return globalThis.octopusLive.connectLive(url, filters, {
    onState,
    onMessage: (topic, payload, retained) => {
      onMessage({ at: new Date().toLocaleTimeString(), topic, payload, retained });
    },
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
