import { useState } from "preact/hooks";
import type { JSX } from "preact";
import type { Device } from "./analysis.js";
import { useLive } from "./use-live.js";

/** Connects to a broker over WebSocket, shows what comes on the device's topics, and publishes the status. */
export function LivePanel({ device, status }: { readonly device: Device; readonly status: string }): JSX.Element {
  const [url, setUrl] = useState(() => (/^wss?:/.test(device.server) ? device.server : "ws://localhost:9001"));
  const { phase, state, messages, connect, publish, close } = useLive(device);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (phase === "closed") void connect(url);
        }}
      >
        <label>
          Address of a broker, ws or wss
          <input
            type="url"
            required
            pattern="wss?://.+"
            value={url}
            aria-describedby="live-hint"
            onInput={(event) => {
              setUrl(event.currentTarget.value);
            }}
          />
        </label>
        <p class="note" id="live-hint">
          Where it asks who you are: ws://user:password@host. A page from https may connect to wss only.
        </p>
        <div class="buttons">
          {/* With keys, so that the one that is clicked does not become the other, and submit the form, meanwhile. */}
          {phase === "closed" ? (
            <button key="connect" type="submit">
              Connect
            </button>
          ) : (
            <button key="disconnect" type="button" class="secondary" onClick={close}>
              Disconnect
            </button>
          )}
          <button
            type="button"
            class="secondary outline"
            disabled={phase !== "open"}
            onClick={() => {
              void publish(status);
            }}
          >
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
