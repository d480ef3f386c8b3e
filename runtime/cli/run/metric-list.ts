/** A metric of the daemon: how Prometheus sees it, how a dashboard shows it, and when it should wake someone. */
export interface Metric {
  readonly name: `octopus_mqtt_${string}`;
  readonly type: "counter" | "gauge";
  readonly help: string;
  readonly labels: readonly string[];
  readonly panel: Panel;
  readonly alerts?: readonly Alert[];
}

/** A graph; `$broker` is what the reader chose. */
export interface Panel {
  readonly title: string;
  readonly expression: string;
  readonly legend: string;
  /** Of Grafana. */
  readonly unit: "short" | "bytes" | "s" | "ops";
}

export interface Alert {
  readonly name: string;
  readonly expression: string;
  readonly for: string;
  readonly severity: "warning" | "critical";
  readonly summary: string;
  readonly remedy: string;
}

const BY_BROKER = 'broker=~"$broker"';

function rate(name: string, by: readonly string[], title: string): Panel {
  const labels = ["broker", ...by];
  return {
    title,
    expression: `sum by (${labels.join(", ")}) (rate(${name}{${BY_BROKER}}[$__rate_interval]))`,
    legend: labels.map((label) => `{{${label}}}`).join(" "),
    unit: "ops",
  };
}

function level(name: string, by: readonly string[], title: string, unit: Panel["unit"]): Panel {
  const labels = ["broker", ...by];
  return {
    title,
    expression: `sum by (${labels.join(", ")}) (${name}{${BY_BROKER}})`,
    legend: labels.map((label) => `{{${label}}}`).join(" "),
    unit,
  };
}

/** All metrics of the daemon, in the order of `/metrics`. None has a label per device, so that their number is bounded. */
export const METRICS = {
  devices: {
    name: "octopus_mqtt_devices",
    type: "gauge",
    help: "Devices by broker and by what their client is doing.",
    labels: ["broker", "state"],
    panel: level("octopus_mqtt_devices", ["state"], "Devices", "short"),
    alerts: [
      {
        name: "OctopusMqttDevicesDisconnected",
        expression: 'sum by (broker) (octopus_mqtt_devices{state!="connected"}) > 0',
        for: "5m",
        severity: "warning",
        summary: "{{ $value }} devices have no connection to {{ $labels.broker }}",
        remedy: "Ask /healthz which devices and why; look whether the broker runs, and into its log.",
      },
      {
        name: "OctopusMqttBrokerLost",
        expression:
          'sum by (broker) (octopus_mqtt_devices) > 0 unless sum by (broker) (octopus_mqtt_devices{state="connected"}) > 0',
        for: "1m",
        severity: "critical",
        summary: "No device has a connection to {{ $labels.broker }}",
        remedy: "Look whether the broker runs and can be reached from this machine.",
      },
    ],
  },
  reconnects: {
    name: "octopus_mqtt_connections_lost_total",
    type: "counter",
    help: "Connections that ended without being asked to, by reason.",
    labels: ["broker", "reason"],
    panel: rate("octopus_mqtt_connections_lost_total", ["reason"], "Connections lost"),
    alerts: [
      {
        name: "OctopusMqttConnectionsUnstable",
        expression:
          "sum by (broker) (rate(octopus_mqtt_connections_lost_total[10m])) * 600 > sum by (broker) (octopus_mqtt_devices) * 3",
        for: "10m",
        severity: "warning",
        summary: "The devices lose their connections to {{ $labels.broker }} again and again",
        remedy: "Look for a second client with the same UID, and into the log of the broker.",
      },
    ],
  },
  published: {
    name: "octopus_mqtt_statuses_published_total",
    type: "counter",
    help: "Statuses that were handed to a client.",
    labels: ["broker"],
    panel: rate("octopus_mqtt_statuses_published_total", [], "Statuses published"),
  },
  acknowledged: {
    name: "octopus_mqtt_statuses_acknowledged_total",
    type: "counter",
    help: "Statuses that arrived: acknowledged by the broker, or with QoS 0 taken by the socket.",
    labels: ["broker"],
    panel: rate("octopus_mqtt_statuses_acknowledged_total", [], "Statuses acknowledged"),
    alerts: [
      {
        name: "OctopusMqttNothingAcknowledged",
        expression:
          "sum by (broker) (octopus_mqtt_in_flight_messages) > 0 and sum by (broker) (rate(octopus_mqtt_statuses_acknowledged_total[5m])) == 0",
        for: "5m",
        severity: "critical",
        summary: "{{ $labels.broker }} acknowledges nothing",
        remedy: "Look whether the broker is overloaded, and whether it allows these clients to publish.",
      },
    ],
  },
  failed: {
    name: "octopus_mqtt_statuses_failed_total",
    type: "counter",
    help: "Statuses that were given up, by error code.",
    labels: ["broker", "code"],
    panel: rate("octopus_mqtt_statuses_failed_total", ["code"], "Statuses given up"),
    alerts: [
      {
        name: "OctopusMqttStatusesFailed",
        expression: "sum by (broker, code) (increase(octopus_mqtt_statuses_failed_total[10m])) > 0",
        for: "0m",
        severity: "warning",
        summary: "{{ $value }} statuses for {{ $labels.broker }} were given up: {{ $labels.code }}",
        remedy: "The log names the devices; the code is explained in the documentation of octopus-mqtt.",
      },
    ],
  },
  discarded: {
    name: "octopus_mqtt_statuses_discarded_total",
    type: "counter",
    help: "Statuses that were left out on purpose: duplicate (--dedupe) or coalesced (--min-interval).",
    labels: ["broker", "reason"],
    panel: rate("octopus_mqtt_statuses_discarded_total", ["reason"], "Statuses left out"),
  },
  inFlight: {
    name: "octopus_mqtt_in_flight_messages",
    type: "gauge",
    help: "Messages of QoS 1 and 2 that were sent and are not acknowledged.",
    labels: ["broker"],
    panel: level("octopus_mqtt_in_flight_messages", [], "Messages in flight", "short"),
  },
  outbox: {
    name: "octopus_mqtt_outbox_messages",
    type: "gauge",
    help: "Messages that wait for their turn, or for a connection.",
    labels: ["broker"],
    panel: level("octopus_mqtt_outbox_messages", [], "Messages that wait", "short"),
  },
  storeBytes: {
    name: "octopus_mqtt_store_bytes",
    type: "gauge",
    help: "What the stores of type File take of the disk.",
    labels: ["broker"],
    panel: level("octopus_mqtt_store_bytes", [], "Stores", "bytes"),
  },
  storeSyncs: {
    name: "octopus_mqtt_store_syncs_total",
    type: "counter",
    help: "How many times a store was written and synced.",
    labels: ["broker"],
    panel: rate("octopus_mqtt_store_syncs_total", [], "Syncs of the stores"),
  },
  storeSyncSeconds: {
    name: "octopus_mqtt_store_sync_seconds_total",
    type: "counter",
    help: "How long writing and syncing the stores took.",
    labels: ["broker"],
    panel: {
      title: "Time of a sync",
      expression:
        `sum by (broker) (rate(octopus_mqtt_store_sync_seconds_total{${BY_BROKER}}[$__rate_interval]))` +
        ` / sum by (broker) (rate(octopus_mqtt_store_syncs_total{${BY_BROKER}}[$__rate_interval]))`,
      legend: "{{broker}}",
      unit: "s",
    },
  },
  taken: {
    name: "octopus_mqtt_statuses_taken_total",
    type: "counter",
    help: "Statuses that were read, by source.",
    labels: ["source"],
    panel: {
      title: "Statuses read",
      expression: "sum by (source) (rate(octopus_mqtt_statuses_taken_total[$__rate_interval]))",
      legend: "{{source}}",
      unit: "ops",
    },
  },
  refused: {
    name: "octopus_mqtt_lines_refused_total",
    type: "counter",
    help: "Lines of an input that are no status, by source and reason.",
    labels: ["source", "reason"],
    panel: {
      title: "Lines refused",
      expression: "sum by (source, reason) (rate(octopus_mqtt_lines_refused_total[$__rate_interval]))",
      legend: "{{source}} {{reason}}",
      unit: "ops",
    },
    alerts: [
      {
        name: "OctopusMqttLinesRefused",
        expression: "sum by (source, reason) (increase(octopus_mqtt_lines_refused_total[10m])) > 0",
        for: "0m",
        severity: "warning",
        summary: "{{ $value }} lines from {{ $labels.source }} are no statuses: {{ $labels.reason }}",
        remedy: "Mend the program that writes them; the log names the device and the line.",
      },
    ],
  },
  problems: {
    name: "octopus_mqtt_manifest_problems",
    type: "gauge",
    help: "What is wrong with the manifests, by severity; what ran before still runs.",
    labels: ["severity"],
    panel: {
      title: "Problems of manifests",
      expression: "sum by (severity) (octopus_mqtt_manifest_problems)",
      legend: "{{severity}}",
      unit: "short",
    },
    alerts: [
      {
        name: "OctopusMqttManifestInvalid",
        expression: 'sum(octopus_mqtt_manifest_problems{severity="error"}) > 0',
        for: "1m",
        severity: "warning",
        summary: "{{ $value }} errors in manifests; the devices concerned run as before, or not at all",
        remedy: "Ask /healthz for their places.",
      },
    ],
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricKey = keyof typeof METRICS;
