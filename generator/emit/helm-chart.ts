import type { CrdModel } from "../model/crd-model.js";
import type { Emitter, EmitSettings, JsonObject, OutputFile, SchemaModel } from "../model/model.js";
import { bannerLines } from "../print/banner.js";
import { commentLines, printYaml } from "../print/yaml.js";
import { crdFileName, crdName, crdSources, customResourceDefinition } from "./crds.js";
import { crdScope, isWanted } from "./scope.js";

/**
 * A Helm chart for each `chart` that CRDs name, `charts/<chart>/`. The CRDs are templates, not files of `crds/`, since
 * Helm installs those once and never upgrades them. While the value `keep` is true, which it is by default, they and
 * the objects of their kinds stay when the release goes.
 */
export const emitHelmCharts: Emitter = (model, settings) =>
  [...new Set(model.crds.map(({ chart }) => chart))].flatMap((chart) => chartFiles(model, chart, settings));

function chartFiles(model: SchemaModel, chart: string, settings: EmitSettings | undefined): OutputFile[] {
  const crds = model.crds.filter((crd) => crd.chart === chart);
  const sources = crds.map(({ source }) => `schema/${source}`);
  const banner = commentLines(bannerLines(sources)).join("\n");
  const wanted = crds.filter((crd) => isWanted(crdScope(crd), settings));
  const definitions = wanted.map((crd) => [crd, customResourceDefinition(model, crd, settings)] as const);
  const whole: OutputFile[] = [
    { path: "Chart.yaml", content: `${banner}\n${chartYaml(chart, definitions)}` },
    { path: "values.yaml", content: `${banner}\n${VALUES}` },
    { path: "values.schema.json", content: valuesSchema(sources) },
  ];
  const templates: OutputFile[] = definitions.map(([crd, definition]) => ({
    path: `templates/${crdFileName(crd)}`,
    content: templateOf(commentLines(bannerLines(crdSources(model, crd))).join("\n"), definition),
    scope: crdScope(crd),
  }));
  const files = [...(isWanted(undefined, settings) ? whole : []), ...templates];
  return files.map((file) => ({ ...file, path: `charts/${chart}/${file.path}` }));
}

function chartYaml(chart: string, definitions: readonly (readonly [CrdModel, JsonObject])[]): string {
  const head = {
    apiVersion: "v2",
    name: chart,
    description: `CRDs: ${definitions.map(([crd]) => crdName(crd)).join(", ")}`,
    type: "application",
  };
  const kubeVersion = printYaml({ kubeVersion: `>=${oldestServer(definitions)}.0-0` });
  return `${printYaml(head)}# Where the chart is published, helm package --version says which version it is.\nversion: 0.1.0\n${kubeVersion}`;
}

/** The Kubernetes release that first had all that the CRDs use. */
export function oldestServer(definitions: readonly (readonly [CrdModel, JsonObject])[]): string {
  if (definitions.some(([crd]) => crd.versions.some((version) => version.selectableFields.length > 0))) return "1.31";
  return definitions.some(([, definition]) => JSON.stringify(definition).includes('"x-kubernetes-validations":'))
    ? "1.25"
    : "1.16";
}

const VALUES = `# True: uninstalling the release leaves the CRDs in the cluster, and with them every object of their kinds.
# False: both are deleted.
keep: true
`;

function valuesSchema(sources: readonly string[]): string {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $comment: bannerLines(sources).join(" "),
    type: "object",
    properties: {
      keep: { description: "Whether the CRDs stay when the release is uninstalled.", type: "boolean" },
      // Helm hands these two to every chart that another one includes.
      global: { type: "object" },
      enabled: { type: "boolean" },
    },
    required: ["keep"],
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const KEEP = `helm.sh/resource-policy: keep`;

/** The definition as a template that renders to itself, plus the annotation that keeps it. */
function templateOf(banner: string, definition: JsonObject): string {
  const { apiVersion, kind, metadata, spec } = definition as Readonly<Record<string, JsonObject>>;
  const { annotations, ...others } = metadata ?? {};
  const own = annotations === undefined ? "" : indented(escapeTemplate(printYaml(annotations)), 4);
  return [
    `${banner}\n`,
    printYaml({ apiVersion, kind }),
    `metadata:\n${indented(escapeTemplate(printYaml(others)), 2)}`,
    own === ""
      ? `  {{- if .Values.keep }}\n  annotations:\n    ${KEEP}\n  {{- end }}\n`
      : `  annotations:\n${own}    {{- if .Values.keep }}\n    ${KEEP}\n    {{- end }}\n`,
    escapeTemplate(printYaml({ spec })),
  ].join("");
}

function indented(text: string, blanks: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(blanks));
}

/** Two opening braces would begin an action of Go's text/template, wherever they stand. */
function escapeTemplate(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}
