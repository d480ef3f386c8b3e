import { MqttRuntimeError, OptionsValidationError, type RuntimeErrorCode } from "octopus-mqtt";
import type { StopReason } from "./command-io.js";
import type { Problem } from "./problem.js";

/** Exit codes of every verb, as `--help` lists them. */
export const EXIT = {
  /** All that was asked for has happened. */
  ok: 0,
  /** A file, manifest or status cannot be used as it is. */
  badInput: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The broker could not be reached, or refused the connection. */
  connectionFailed: 3,
  /** A message was not delivered, or cannot be since the store is not usable. */
  deliveryFailed: 4,
} as const;

/** The part of `--help` that explains them. */
export const EXIT_CODE_HELP = `
Exit codes:
  0  done
  1  bad input: a file, manifest or status cannot be used
  2  wrong usage
  3  connection failed: the broker cannot be reached, or refuses
  4  delivery failed: a message did not get through, or the store cannot be used
  70  a defect of octopus-mqtt
  130, 143  stopped by SIGINT or SIGTERM before it was done; the broker gets a DISCONNECT, so the will is not sent`;

/** Ends a verb: what to tell the user, and the exit code. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: number;
  /** A stable kebab-case code. */
  readonly code: string;
  /** What is wrong with a file; shown before the message. */
  readonly problems: readonly Problem[];

  constructor(exitCode: number, code: string, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.problems = problems;
  }
}

/** Turns an error of the SDK into the failure that a user sees; anything else is a defect and comes back as it is. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof OptionsValidationError) && !(error instanceof MqttRuntimeError)) return error;
  // The code begins the message of the SDK; here it is printed on its own.
  const message = error.message.replace(`${error.code}: `, "");
  return new CommandFailure(EXIT_OF_ERROR[error.code], error.code, message);
}

/** The exit code of a verb that had to end before it was done; nobody waits for more after a closed pipe. */
export function exitCodeOfStop(reason: StopReason): number {
  return { SIGINT: 130, SIGTERM: 143, EPIPE: EXIT.ok }[reason];
}

const EXIT_OF_ERROR: Readonly<Record<RuntimeErrorCode, number>> = {
  "invalid-options": EXIT.badInput,
  "invalid-manifest": EXIT.badInput,
  "invalid-duration": EXIT.badInput,
  "invalid-topic": EXIT.badInput,
  "invalid-server": EXIT.badInput,
  "invalid-payload": EXIT.badInput,
  "reference-not-found": EXIT.badInput,
  "bad-credentials-material": EXIT.badInput,
  "unsupported-option": EXIT.badInput,
  "connection-failed": EXIT.connectionFailed,
  "connection-refused": EXIT.connectionFailed,
  "connection-timeout": EXIT.connectionFailed,
  "tls-failed": EXIT.connectionFailed,
  "connection-lost": EXIT.deliveryFailed,
  "not-connected": EXIT.deliveryFailed,
  "wait-timeout": EXIT.deliveryFailed,
  "subscription-refused": EXIT.deliveryFailed,
  "client-closed": EXIT.deliveryFailed,
  "publish-failed": EXIT.deliveryFailed,
  "messages-dropped": EXIT.deliveryFailed,
  "store-failed": EXIT.deliveryFailed,
  "store-locked": EXIT.deliveryFailed,
  "store-damaged": EXIT.deliveryFailed,
};
