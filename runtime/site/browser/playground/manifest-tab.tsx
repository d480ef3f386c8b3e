import samples from "virtual:samples";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { JSX } from "preact";
import type { Problem } from "../../../cli/problem.js";
import { analyse } from "./analysis.js";
import { Editor, type EditorProblem } from "./editor.js";
import { LivePanel } from "./live-panel.js";
import { PacketView, Panel, Problems, Topics } from "./panels.js";

interface ManifestTabProps {
  readonly text: string;
  readonly status: string;
  readonly onText: (text: string) => void;
  readonly onStatus: (status: string) => void;
}

/** A manifest in an editor, and beside it all that follows from it. */
export function ManifestTab({ text, status, onText, onStatus }: ManifestTabProps): JSX.Element {
  const analysis = useMemo(() => analyse(text), [text]);
  const problems = useMemo(() => analysis.problems.map(editorProblem), [analysis]);
  const [chosen, choose] = useState(0);
  const [loads, setLoads] = useState(0);
  // While the text has errors, what was right before stays to be looked at.
  const [devices, setDevices] = useState(analysis.devices);
  useEffect(() => {
    if (analysis.devices.length > 0) setDevices(analysis.devices);
  }, [analysis]);
  const device = devices[Math.min(chosen, devices.length - 1)];
  return (
    <div class="bench">
      <div class="bench-left">
        <label>
          Begin with
          <select
            onChange={(event) => {
              onText(samples[event.currentTarget.value] ?? text);
              setLoads(loads + 1);
            }}
          >
            {Object.keys(samples).map((name) => (
              <option value={name}>{name}</option>
            ))}
          </select>
        </label>
        <Editor
          key={loads}
          label="Manifest, YAML"
          language="manifest"
          text={text}
          problems={problems}
          onChange={onText}
        />
        <Panel title="Problems">
          <Problems problems={problems} whole="No problems: an API server with these CRDs takes it." />
        </Panel>
      </div>
      {device && (
        <div class="bench-right">
          {analysis.devices.length === 0 && <p class="note stale">As it was before the errors:</p>}
          {devices.length > 1 && (
            <label>
              Manifest
              <select
                value={chosen}
                onChange={(event) => {
                  choose(Number(event.currentTarget.value));
                }}
              >
                {devices.map(({ label }, index) => (
                  <option value={index}>{label}</option>
                ))}
              </select>
            </label>
          )}
          <Panel title="Topics">
            <Topics device={device} />
          </Panel>
          <Panel title="Packet">
            <PacketView device={device} status={status} onStatus={onStatus} />
          </Panel>
          <Panel title="Resolved options">
            <pre tabIndex={0} aria-label="Options with their defaults">
              <code>{device.options}</code>
            </pre>
          </Panel>
          <Panel title="Live">
            <LivePanel device={device} status={status} />
          </Panel>
        </div>
      )}
    </div>
  );
}

function editorProblem({ severity, code, message, line, column, excerpt }: Problem): EditorProblem {
  return {
    severity: severity === "notice" ? "info" : severity,
    code,
    message,
    line,
    column,
    length: excerpt?.length ?? 1,
  };
}
