import { useState } from "preact/hooks";
import type { ComponentChildren, JSX } from "preact";
import type { Device } from "./analysis.js";
import type { EditorProblem } from "./editor.js";
import { hex, packetOf, type Packet } from "./packet.js";

/** A titled box of the right-hand side. */
export function Panel({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="panel" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** All findings, each with its place and a link to the page of its code. */
export function Problems({
  problems,
  whole,
}: {
  readonly problems: readonly EditorProblem[];
  readonly whole: string;
}): JSX.Element {
  return (
    <div role="status" aria-live="polite">
      {problems.length === 0 ? (
        <p class="good">{whole}</p>
      ) : (
        <ul class="problems">
          {problems.map(({ severity, code, message, line, column }) => (
            <li class={severity}>
              <strong>{severity}</strong> {line > 0 && <span class="place">{`${line}:${column} `}</span>}
              <a href={`codes/${code.replaceAll("/", ".")}.html`}>{code}</a> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the device is called and where it publishes and listens. */
export function Topics({ device }: { readonly device: Device }): JSX.Element {
  const { topics, clientId, uidDerived, qos, retain } = device;
  const rows: readonly (readonly [string, string])[] = [
    ["publish", topics.publish],
    ["subscribe", topics.subscribe],
    ["will", topics.will ?? "(none)"],
    ["client id", clientId],
    ["delivery", `QoS ${qos}, ${retain ? "retained" : "not retained"}`],
  ];
  return (
    <>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      {uidDerived && <p class="note">No uid yet: the one used here is made from namespace and name.</p>}
    </>
  );
}

interface PacketViewProps {
  readonly device: Device;
  readonly status: string;
  readonly onStatus: (status: string) => void;
}

/** A status, and the PUBLISH packet that it becomes. */
export function PacketView({ device, status, onStatus }: PacketViewProps): JSX.Element {
  const packet = tryPacket(device, status);
  return (
    <>
      <label>
        Status, as JSON
        <textarea
          rows={2}
          spellcheck={false}
          value={status}
          aria-invalid={typeof packet === "string" ? "true" : undefined}
          onInput={(event) => {
            onStatus(event.currentTarget.value);
          }}
        />
      </label>
      {typeof packet === "string" ? (
        <p class="bad" role="alert">
          {packet}
        </p>
      ) : (
        <PacketTable packet={packet} />
      )}
    </>
  );
}

function PacketTable({ packet }: { readonly packet: Packet }): JSX.Element {
  return (
    <>
      <p class="note">PUBLISH, {packet.bytes.length} bytes in all</p>
      <dl class="packet">
        {packet.parts.map(({ name, meaning, bytes }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              {meaning}
              <code>{hex(bytes)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function tryPacket(device: Device, status: string): Packet | string {
  try {
    return packetOf(device, status);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return error instanceof SyntaxError ? `The status is not JSON: ${reason}` : reason;
  }
}

/** A button with a word beside it on how it went. */
export function ActionButton({
  label,
  done,
  act,
}: {
  readonly label: string;
  readonly done: string;
  readonly act: () => Promise<void>;
}): JSX.Element {
  const [said, say] = useState("");
  const run = () => {
    act().then(
      () => {
        say(done);
      },
      () => {
        say("That did not work; the address bar has the link");
      },
    );
  };
  return (
    <div class="action">
      <span class="note" role="status">
        {said}
      </span>{" "}
      <button type="button" class="secondary outline" onClick={run}>
        {label}
      </button>
    </div>
  );
}
