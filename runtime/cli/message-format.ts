import type { MessageInfo } from "octopus-mqtt";

/** `topic payload` on one line; a payload that is not UTF-8 as `base64:...`. */
export function messageText(payload: Buffer, { topic }: MessageInfo): string {
  const text = textOf(payload);
  return `${escapeControls(topic)} ${text === undefined ? `base64:${payload.toString("base64")}` : escapeControls(text)}`;
}

/** The message as `--json` shows it. */
export function messageJson(payload: Buffer, { topic, qos, retain }: MessageInfo): string {
  const text = textOf(payload);
  const content = text === undefined ? { payloadBase64: payload.toString("base64") } : { payload: text };
  return JSON.stringify({ topic, qos, retained: retain, ...content });
}

/** The payload as text; undefined if it is not UTF-8. */
function textOf(payload: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}

/** Keeps a message on its line, and keeps it from driving the terminal. */
function escapeControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON_ESCAPES[character] ?? escapeCode(character));
}

const JSON_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
