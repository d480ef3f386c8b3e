import { useEffect, useRef, useState } from "preact/hooks";
import type { JSX } from "preact";
import type { LiveConnection } from "../live/live.js";
import type { Device } from "./analysis.js";
import { loadScript } from "./load-script.js";

interface Message {
  readonly at: string;
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
}

/** So many messages are kept, the newest first. */
const KEPT = 50;

/** Connects to a broker over WebSocket, shows what comes on the device's topics, and publishes the status. */
export function LivePanel({ device, status }: { readonly device: Device; readonly status: string }): JSX.Element {
  const [url, setUrl] = useState(() => (/^wss?:/.test(device.server) ? device.server : "ws://localhost:9001"));
  const [state, setState] = useState("not connected");
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const connection = useRef<LiveConnection | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const close = () => {
    connection.current?.close();
    connection.current = undefined;
    setOpen(false);
    setState("not connected");
  };
  useEffect(() => close, [device.topics.publish, device.topics.subscribe]);
  const connect = async () => {
    setState("connecting ...");
    try {
      await loadScript("live");
      connection.current = await globalThis.octopusLive?.connectLive(url, filtersOf(device), {
        onState: setState,
        onMessage: (topic, payload, retained) => {
          const message = { at: new Date().toLocaleTimeString(), topic, payload, retained };
          setMessages((known) => [message, ...known].slice(0, KEPT));
        },
      });
      setOpen(true);
      setState("connected");
    } catch (error) {
      setState(`not connected: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const publish = async () => {
    try {
      const payload = JSON.stringify(JSON.parse(status));
      await connection.current?.publish(device.topics.publish, payload, device.qos, device.retain);
    } catch (error) {
      setState(`not published: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void connect();
        }}
      >
        <label>
          Address of a broker, ws or wss
          <input
            type="url"
            required
            pattern="wss?://.+"
            value={url}
            onInput={(event) => {
              setUrl(event.currentTarget.value);
            }}
          />
        </label>
        <div class="buttons">
          {/* With keys, so that the one that is clicked does not become the other, and submit the form, meanwhile. */}
          {open ? (
            <button key="disconnect" type="button" class="secondary" onClick={close}>
              Disconnect
            </button>
          ) : (
            <button key="connect" type="submit">
              Connect
            </button>
          )}
          <button type="button" class="secondary outline" disabled={!open} onClick={() => void publish()}>
            Publish the status
          </button>
        </div>
      </form>
      <p class="note" role="status">
        {state}
      </p>
      <ol class="messages" aria-label="Messages, newest first">
        {messages.map(({ at, topic, payload, retained }) => (
          <li>
            <span class="place">
              {at} {topic}
              {retained && " (retained)"}
            </span>
            <code>{payload}</code>
          </li>
        ))}
      </ol>
    </>
  );
}

function filtersOf({ topics }: Device): string[] {
  const { publish, subscribe, will } = topics;
  return [...new Set([publish, subscribe, ...(will === null ? [] : [will])])];
}
