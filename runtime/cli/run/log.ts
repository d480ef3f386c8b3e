import { MqttRuntimeError, OptionsValidationError, type Logger as SdkLogger } from "octopus-mqtt";
import { pino, stdTimeFunctions, type Logger } from "pino";
import type { CommandIo } from "../command-io.js";
import { MASK, SECRET_FIELDS } from "../mask-secrets.js";

/** The log of the daemon: one JSON object a line, with `level`, `time` (ISO 8601), `msg` and what it is about. */
export type Log = Logger;

/** From the least to the most urgent. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A log on the stderr of `io`. Nothing that holds a secret is given to it; fields of such names are masked all the same. */
export function createLog(io: CommandIo, level: LogLevel): Log {
  const secrets = [...SECRET_FIELDS];
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...secrets, ...secrets.map((name) => `*.${name}`)], censor: MASK },
    },
    io.stderr,
  );
}

/** What the SDK says of one device, in the log of the daemon. */
export function sdkLogger(log: Log): SdkLogger {
  const at = (level: LogLevel) => (message: string, details?: unknown) => {
    log[level](plain(details), message);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** The code and the words of an error, as the log and `/healthz` show them. */
export function describe(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof MqttRuntimeError || error instanceof OptionsValidationError) {
    // The code begins the message of the SDK; here it is told on its own.
    return { code: error.code, message: error.message.replace(`${error.code}: `, "") };
  }
  if (!(error instanceof Error)) return { code: "defect", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "defect";
  return { code, message: error.message };
}

/** The details of a message as the fields of a line; errors as their code and their words. */
function plain(details: unknown): object {
  if (details instanceof Error) return describe(details);
  if (typeof details !== "object" || details === null) return {};
  const { reason, ...rest } = details as Readonly<Record<string, unknown>>;
  return reason instanceof Error ? { ...rest, ...describe(reason) } : details;
}
