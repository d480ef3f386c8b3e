import samples from "virtual:samples";
import { render } from "preact";
import { useState } from "preact/hooks";
import type { JSX } from "preact";
import { ManifestTab } from "./manifest-tab.js";
import { ActionButton } from "./panels.js";
import { OWN_SCHEMA } from "./own-schema.js";
import { SchemaTab } from "./schema-tab.js";
import { fragmentOf, stateOf, type SharedState } from "./share.js";

const TABS = [
  { id: "manifest", title: "Manifest" },
  { id: "schema", title: "Your own schema" },
] as const;

type TabId = (typeof TABS)[number]["id"];

/** The playground as it is when it opens: what a share link says, else a DeviceLink. */
function initial(): Required<SharedState> {
  const [manifest = ""] = Object.values(samples);
  return {
    tab: "manifest",
    manifest,
    status: '{"gear":"slow","rotatingSpeed":120}',
    schema: OWN_SCHEMA,
    ...stateOf(location.hash),
  };
}

function Playground({ start }: { readonly start: Required<SharedState> }): JSX.Element {
  const [tab, setTab] = useState<TabId>(start.tab);
  const [manifest, setManifest] = useState(start.manifest);
  const [status, setStatus] = useState(start.status);
  const [schema, setSchema] = useState(start.schema);
  const share = async () => {
    const state = tab === "manifest" ? { tab, manifest, status } : { tab, schema };
    history.replaceState(null, "", fragmentOf(state));
    await navigator.clipboard.writeText(location.href);
  };
  return (
    <>
      <div class="toolbar">
        <Tabs chosen={tab} onChoose={setTab} />
        <ActionButton label="Copy a link to this" done="Copied, without secrets" act={share} />
      </div>
      <p class="note" id="editor-keys">
        In the editor: Ctrl-Space completes, Tab indents, Escape and then Tab leaves.
      </p>
      <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {tab === "manifest" ? (
          <ManifestTab text={manifest} status={status} onText={setManifest} onStatus={setStatus} />
        ) : (
          <SchemaTab text={schema} onText={setSchema} />
        )}
      </div>
    </>
  );
}

/** Tabs as the ARIA Authoring Practices have them: one tab stop, and arrow keys between them. */
function Tabs({ chosen, onChoose }: { readonly chosen: TabId; readonly onChoose: (tab: TabId) => void }): JSX.Element {
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const at = TABS.findIndex(({ id }) => id === chosen);
    const next = TABS[(at + by + TABS.length) % TABS.length];
    if (!next) return;
    onChoose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Playground" onKeyDown={step}>
      {TABS.map(({ id, title }) => (
        <button
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === chosen}
          {...(id === chosen ? { "aria-controls": `panel-${id}` } : {})}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => {
            onChoose(id);
          }}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

const root = document.getElementById("playground");
if (root) {
  root.textContent = "";
  render(<Playground start={initial()} />, root);
}
