import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import { LineCounter, parseAllDocuments, type Document } from "yaml";
import { MASK, secretRanges } from "../../../cli/mask-secrets.js";

/** What a link carries. */
export interface SharedState {
  readonly tab: "manifest" | "schema";
  readonly manifest?: string;
  readonly status?: string;
  readonly schema?: string;
}

const PREFIX = "#s=";

/**
 * The fragment of a link that opens the playground as it is now. Secrets in the manifest are left out of it: links are
 * kept in histories and chats.
 */
export function fragmentOf(state: SharedState): string {
  const safe = state.manifest === undefined ? state : { ...state, manifest: withoutSecrets(state.manifest) };
  const bytes = deflateSync(strToU8(JSON.stringify(safe)), { level: 9 });
  return PREFIX + btoa(strFromU8(bytes, true)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What a fragment says; undefined for one that is no share link, or a damaged one. */
export function stateOf(fragment: string): SharedState | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  try {
    const base64 = fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/");
    const state = JSON.parse(strFromU8(inflateSync(strToU8(atob(base64), true)))) as Partial<SharedState> | null;
    return state?.tab === "manifest" || state?.tab === "schema" ? { ...onlyTexts(state), tab: state.tab } : undefined;
  } catch {
    return undefined;
  }
}

function onlyTexts({
  manifest,
  status,
  schema,
}: Partial<Record<keyof SharedState, unknown>>): Omit<SharedState, "tab"> {
  return {
    ...(typeof manifest === "string" && { manifest }),
    ...(typeof status === "string" && { status }),
    ...(typeof schema === "string" && { schema }),
  };
}

function withoutSecrets(text: string): string {
  const parsed = parseAllDocuments(text, { lineCounter: new LineCounter(), version: "1.1" });
  const documents: readonly Document[] = Array.isArray(parsed) ? parsed : [];
  let safe = "";
  let at = 0;
  for (const { start, end } of secretRanges(text, documents)) {
    if (start < at) continue;
    safe += text.slice(at, start) + `"${MASK}"`;
    at = end;
  }
  return safe + text.slice(at);
}
