import { stringify } from "yaml";
import { type Alert, METRICS, type Metric, type Panel } from "../run/metric-list.js";

/** A file for an operator's own tools. */
export interface OpsFile {
  readonly name: string;
  readonly content: string;
}

const ORIGIN = "made from runtime/cli/run/metric-list.ts by `npm run ops`; do not edit";

/** The alert rules for Prometheus and the dashboard for Grafana, made from the list of metrics. */
export function monitoringFiles(): readonly OpsFile[] {
  const metrics: readonly Metric[] = Object.values(METRICS);
  const alerts = metrics.flatMap((metric) => metric.alerts ?? []);
  return [
    { name: "alerts.yaml", content: `# ${ORIGIN}.\n${stringify(ruleFile(alerts), { lineWidth: 0 })}` },
    { name: "grafana-dashboard.json", content: `${JSON.stringify(dashboard(metrics), undefined, 2)}\n` },
  ];
}

/** The form of Prometheus' rule files. */
function ruleFile(alerts: readonly Alert[]) {
  const rules = alerts.map((alert) => ({
    alert: alert.name,
    expr: alert.expression,
    for: alert.for,
    labels: { severity: alert.severity },
    annotations: { summary: alert.summary, description: alert.remedy },
  }));
  return { groups: [{ name: "octopus-mqtt", rules }] };
}

/** Grafana's own model, of which the parts that are left out have defaults. */
function dashboard(metrics: readonly Metric[]) {
  const panels = [...metrics.map(({ panel, help }) => ({ ...panel, help })), ...PROCESS_PANELS];
  return {
    title: "octopus-mqtt",
    uid: "octopus-mqtt",
    description: `Devices of octopus-mqtt on their brokers; ${ORIGIN}.`,
    tags: ["mqtt", "octopus"],
    schemaVersion: 39,
    editable: true,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: { list: [DATASOURCE_VARIABLE, BROKER_VARIABLE] },
    panels: panels.map(panelJson),
  };
}

const DATASOURCE = { type: "prometheus", uid: "${datasource}" };

const DATASOURCE_VARIABLE = { name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus" };

const BROKER_VARIABLE = {
  name: "broker",
  label: "Broker",
  type: "query",
  datasource: DATASOURCE,
  query: "label_values(octopus_mqtt_devices, broker)",
  refresh: 2,
  includeAll: true,
  multi: true,
  allValue: ".*",
  current: { text: "All", value: "$__all" },
};

/** Of the metrics that prom-client has for every process of Node. */
const PROCESS_PANELS: readonly (Panel & { readonly help: string })[] = [
  {
    title: "Memory",
    expression: "process_resident_memory_bytes",
    legend: "{{instance}}",
    unit: "bytes",
    help: "Resident memory of the process.",
  },
  {
    title: "Delay of the event loop, 99th percentile",
    expression: "nodejs_eventloop_lag_p99_seconds",
    legend: "{{instance}}",
    unit: "s",
    help: "How late the process is at most in 99 of 100 cases.",
  },
];

/** Two beside each other on Grafana's grid of 24 columns. */
const [WIDTH, HEIGHT] = [12, 8];

function panelJson({ title, help, expression, legend, unit }: Panel & { readonly help: string }, index: number) {
  return {
    id: index + 1,
    type: "timeseries",
    title,
    description: help,
    datasource: DATASOURCE,
    gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: [{ refId: "A", datasource: DATASOURCE, expr: expression, legendFormat: legend }],
  };
}
