import type { Readable } from "node:stream";
import { membersOf } from "../json-text.js";
import { feedLines, type FeedReport } from "./feed.js";

/** Takes a status for a device; undefined if there is no such device. */
export type Route = (device: string, json: string) => Promise<void> | undefined;

const EXPECTED = 'expected { "device": "NAMESPACE/NAME or UID", "status": ... }';

/** Feeds statuses that say whose they are: `{ "device": "default/case1", "status": { ... } }`, one a line. */
export function feedFromStdin(stdin: Readable, route: Route, report: FeedReport): Promise<void> {
  const take = async (json: string, line: number): Promise<void> => {
    const members = json.startsWith("{") ? membersOf(json) : new Map<string, string>();
    const device = textOf(members.get("device"));
    const status = members.get("status");
    if (device === undefined || status === undefined) {
      report.refused("no-device", line, `the line does not say whose status it is; ${EXPECTED}`);
      return;
    }
    const taken = route(device, status);
    if (taken === undefined) {
      report.refused("unknown-device", line, `there is no device ${JSON.stringify(device)}`);
      return;
    }
    await taken;
    report.taken();
  };
  return feedLines(stdin, take, report);
}

function textOf(json: string | undefined): string | undefined {
  return json?.startsWith('"') ? (JSON.parse(json) as string) : undefined;
}
