import { problemJson, type Problem } from "../problem.js";
import type { Device } from "./device.js";

/** What `/healthz` answers. */
export interface Health {
  /** `ok` if every device is connected and every file is as it should be. */
  readonly status: "ok" | "degraded";
  readonly devices: { readonly total: number; readonly connected: number };
  /** Of the files; `severity` is `error` or `warning`. */
  readonly problems: readonly Omit<Problem, "excerpt">[];
  /** The devices that are not connected, or do not yet do what their manifest says; and why if that is known. */
  readonly troubled: readonly {
    readonly device: string;
    readonly state: string;
    readonly code?: string;
    readonly message?: string;
  }[];
}

/** More than anyone reads; the numbers above count all. */
const MOST_LISTED = 100;

export function healthOf(devices: readonly Device[], problems: readonly Problem[]): Health {
  const connected = devices.filter(({ client }) => client.state === "connected").length;
  const troubled = devices.filter(({ client, problem }) => client.state !== "connected" || problem !== undefined);
  const isWell = troubled.length === 0 && !problems.some(({ severity }) => severity === "error");
  return {
    status: isWell ? "ok" : "degraded",
    devices: { total: devices.length, connected },
    problems: problems.slice(0, MOST_LISTED).map(problemJson),
    troubled: troubled
      .slice(0, MOST_LISTED)
      .map(({ name, client, problem }) => ({ device: name, state: client.state, ...problem })),
  };
}
