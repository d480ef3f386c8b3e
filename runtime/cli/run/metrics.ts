import { parseServer } from "octopus-mqtt";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Problem } from "../problem.js";
import type { Device } from "./device.js";
import { METRICS, type Metric, type MetricKey } from "./metric-list.js";
import type { Tally } from "./tally.js";

type Labels = Readonly<Record<string, string>>;

/** Values by metric and labels; values of the same labels are added up. */
class Samples {
  readonly #values = new Map<MetricKey, Map<string, { readonly labels: Labels; value: number }>>();

  add(metric: MetricKey, labels: Labels, value: number): void {
    const values = this.#values.get(metric) ?? new Map<string, { readonly labels: Labels; value: number }>();
    this.#values.set(metric, values);
    const key = JSON.stringify(labels);
    const known = values.get(key);
    if (known) known.value += value;
    else values.set(key, { labels, value });
  }

  of(metric: MetricKey): Iterable<{ readonly labels: Labels; readonly value: number }> {
    return this.#values.get(metric)?.values() ?? [];
  }
}

/** More brokers than this are one, so that the number of series stays bounded. */
const MOST_BROKERS = 50;

/** What the metrics are read from. */
export interface MetricSources {
  devices(): readonly Device[];
  problems(): readonly Problem[];
}

/** The metrics of the daemon, collected when they are asked for. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #sources: MetricSources;
  /** Counters of devices that are gone, and of the inputs. */
  readonly #kept = new Samples();
  readonly #brokers = new Map<string, string>();

  constructor(sources: MetricSources) {
    this.#sources = sources;
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The text of `/metrics`. */
  async text(): Promise<string> {
    const now = new Samples();
    for (const device of this.#sources.devices()) this.#addDevice(device, now);
    for (const { severity } of this.#sources.problems()) now.add("problems", { severity }, 1);
    for (const key of Object.keys(METRICS) as MetricKey[]) this.#show(key, now);
    return this.#registry.metrics();
  }

  /** Keeps the counters of a device that is stopped. */
  retire(device: Device): void {
    this.#addCounters(device, this.#kept);
  }

  /** Counts a status that was read. */
  taken(source: string): void {
    this.#kept.add("taken", { source }, 1);
  }

  /** Counts a line that is no status. */
  refused(source: string, reason: string): void {
    this.#kept.add("refused", { source, reason }, 1);
  }

  #addDevice(device: Device, to: Samples): void {
    const broker = this.#brokerOf(device.tally);
    const { inFlight, waiting, store } = device.client.statistics;
    to.add("devices", { broker, state: device.client.state }, 1);
    to.add("inFlight", { broker }, inFlight);
    to.add("outbox", { broker }, waiting);
    if (store) to.add("storeBytes", { broker }, store.bytes);
    this.#addCounters(device, to);
  }

  #addCounters(device: Device, to: Samples): void {
    for (const tally of device.tallies) {
      const broker = this.#brokerOf(tally);
      to.add("published", { broker }, tally.published);
      to.add("acknowledged", { broker }, tally.acknowledged);
      for (const [code, count] of tally.failed) to.add("failed", { broker, code }, count);
      for (const [reason, count] of tally.losses) to.add("reconnects", { broker, reason }, count);
      for (const [reason, count] of Object.entries(tally.discarded)) to.add("discarded", { broker, reason }, count);
      const { syncs, syncMs } = tally.syncs(device.client.statistics.store);
      to.add("storeSyncs", { broker }, syncs);
      to.add("storeSyncSeconds", { broker }, syncMs / 1000);
    }
  }

  #brokerOf({ server }: Tally): string {
    const known = this.#brokers.get(server);
    if (known !== undefined) return known;
    const label = this.#brokers.size < MOST_BROKERS ? brokerLabel(server) : "other";
    this.#brokers.set(server, label);
    return label;
  }

  #show(key: MetricKey, now: Samples): void {
    const metric: Metric = METRICS[key];
    const { name, help, type } = metric;
    this.#registry.removeSingleMetric(name);
    const settings = { name, help, labelNames: [...metric.labels], registers: [this.#registry] };
    if (type === "gauge") {
      const gauge = new Gauge(settings);
      for (const { labels, value } of now.of(key)) gauge.set(labels, value);
      return;
    }
    const counter = new Counter(settings);
    for (const samples of [this.#kept, now])
      for (const { labels, value } of samples.of(key)) counter.inc(labels, value);
  }
}

/** `tcp://host:port`, or the path of a socket; what else an address holds may be secret. */
function brokerLabel(server: string): string {
  const address = parseServer(server);
  if (address.kind === "unix") return `unix://${address.path}`;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return `${address.kind}://${host}:${address.port}`;
}
