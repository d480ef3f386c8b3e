import { fileText } from "./embedded.js";
import { escapeHtml } from "./html.js";
import { renderInline, renderMarkdown, type LinkTarget } from "./markdown.js";
import { optionPrefixes, runtimeTexts } from "./option-texts.js";
import type { Page } from "./page.js";
import { FIELDS, preamble, typeSections, type Field, type TypeSection } from "./reference.js";
import { highlight } from "../highlight.js";

/** The kinds, and the beginning of the names of the types that belong to each. */
const KINDS: readonly string[] = [
  "DeviceLink",
  "BluetoothDevice",
  "DummyProtocolDevice",
  "DummySpecialDevice",
  "ModbusDevice",
  "MQTTDevice",
  "OPCUADevice",
];

/** Where each type is documented: the page, by the anchor of the type. */
type Places = ReadonlyMap<string, string>;

/** The pages of the options, of every kind, and of what they share; with the annotated samples. */
export function referencePages(): readonly Page[] {
  const mqtt = typeSections("mqtt");
  const device = typeSections("device");
  const common = typeSections("common");
  const kindOf = ({ name }: TypeSection) =>
    name === "DeviceLinkReferenceRelationship" ? undefined : KINDS.find((kind) => name.startsWith(kind));
  const shared = [...device.filter((section) => kindOf(section) === undefined), ...common];
  const places = new Map<string, string>([
    ...mqtt.map(({ anchor }) => [anchor, "options.html"] as const),
    ...device.map((section) => [section.anchor, kindPath(kindOf(section))] as const),
    ...common.map(({ anchor }) => [anchor, kindPath(undefined)] as const),
  ]);
  const target = linkTarget(places);
  return [
    {
      ...{ path: "options.html", title: "MQTT options", group: "Options" as const },
      summary: "Every MQTT option: type, default, units, bounds, rules, and what happens at run time.",
      body: `<h1>MQTT options</h1>${intro("mqtt", OPTIONS_INTRO, target)}${sectionsHtml(mqtt, target)}`,
    },
    samplePage("options-sample.html", "Annotated sample", "mqtt-options.yaml", "Options"),
    ...KINDS.map((kind) =>
      kindPage(
        kind,
        device.filter((section) => kindOf(section) === kind),
        target,
      ),
    ),
    {
      ...{ path: kindPath(undefined), title: "Shared types", group: "Kinds" as const },
      summary: "Types that several kinds have.",
      body: `<h1>Shared types</h1>${intro("common", "", target)}${sectionsHtml(shared, target)}`,
    },
  ];
}

const OPTIONS_INTRO = `What stands at \`spec.extension.mqtt\` of a device. Each option says its type and bounds, its default, and what
happens **at run time**, values at the edge included. Durations are Go's; fractions of a millisecond are rounded up, and what is longer
than a timer can be (24.8 days) is cut to that. The [annotated sample](options-sample.html) has all of them in one file.`;

function kindPath(kind: string | undefined): string {
  return kind === undefined ? "kinds/shared.html" : `kinds/${kind.toLowerCase()}.html`;
}

function kindPage(kind: string, sections: readonly TypeSection[], target: LinkTarget): Page {
  const [first] = sections;
  const { schema, crd, sample } = filesOfKind(kind);
  const text = `CRD: \`generated/crds/${crd}\`. JSON Schema for editors: [${schema.split("/").at(-1) ?? ""}](../schemas/${schema}).`;
  return {
    ...{ path: kindPath(kind), title: kind, group: "Kinds" },
    summary: first?.text.trim().split("\n")[0] ?? kind,
    body: `<h1>${kind}</h1>${intro("device", text, target)}${sectionsHtml(sections, target)}
<h2 id="annotated-sample">Annotated sample</h2>${yamlBlock(fileText(`generated/samples/${sample}`))}`,
  };
}

function filesOfKind(kind: string): { readonly schema: string; readonly crd: string; readonly sample: string } {
  const group = kind === "DeviceLink" ? "edge.cattle.io" : "devices.edge.cattle.io";
  const words = kind.replace(/(Device|Link|Protocol(?=D)|Special)/g, "-$1").toLowerCase();
  return {
    schema: `${group}/${kind.toLowerCase()}_v1alpha1.json`,
    crd: `${group}_${kind.toLowerCase()}s.yaml`,
    sample: `${kind === "DeviceLink" ? "device-link" : words}.yaml`,
  };
}

function samplePage(path: string, title: string, file: string, group: Page["group"]): Page {
  return {
    ...{ path, title, group },
    summary: "All options in one YAML file, each with what it means.",
    body: `<h1>${title}</h1><p>Every option with its default, as <code>${file}</code> has it.</p>${yamlBlock(fileText(`generated/samples/${file}`))}`,
  };
}

function yamlBlock(text: string): string {
  return `<pre tabindex="0"><code>${highlight(text, ".yaml")}</code></pre>`;
}

function intro(document: string, more: string, target: LinkTarget): string {
  return renderMarkdown(
    `${more}\n\n${preamble(document).replaceAll("a table does not list", "is not listed here")}`,
    target,
  );
}

function sectionsHtml(sections: readonly TypeSection[], target: LinkTarget): string {
  const prefixes = optionPrefixes();
  const texts = runtimeTexts();
  return sections
    .map((section) => {
      const prefix = prefixes.get(section.name);
      const runtime = (field: Field) =>
        prefix === undefined ? undefined : texts.get(prefix === "" ? field.name : `${prefix}.${field.name}`);
      const [before = "", after = ""] = section.text.split(FIELDS);
      const fields = section.fields.map((field) => fieldHtml(section, field, runtime(field), target)).join("\n");
      const where = prefix === undefined || prefix === "" ? "" : `<p class="place">${prefix}</p>`;
      const list = fields === "" ? "" : `<div class="fields">${fields}</div>`;
      return `<h2 id="${section.anchor}">${section.name}</h2>${where}${renderMarkdown(before, target)}${list}${renderMarkdown(after, target)}`;
    })
    .join("\n");
}

function fieldHtml({ anchor }: TypeSection, field: Field, runtime: string | undefined, target: LinkTarget): string {
  const { name, description, schema, required } = field;
  const id = `${anchor}-${name.toLowerCase()}`;
  const facts = description.split("<br>").map((part) => `<p>${renderInline(part.replaceAll("\\|", "|"), target)}</p>`);
  const needed = required === true ? ' <span class="required">required</span>' : "";
  const effect =
    runtime === undefined
      ? ""
      : `<p class="runtime"><strong>At run time:</strong> ${renderInline(runtime, target)}</p>`;
  return `<section class="field"><h3 id="${escapeHtml(id)}"><a href="#${escapeHtml(id)}"><code>${escapeHtml(name)}</code></a>
<span class="type">${renderInline(schema, target)}</span>${needed}</h3>${facts.join("")}${effect}</section>`;
}

/** Links between the generated documents, from a page one folder down or none: made whole by the site. */
function linkTarget(places: Places): LinkTarget {
  return (href) => {
    const [, anchor] = /^(?:\w+\.md)?#(.+)$/.exec(href) ?? [];
    if (anchor !== undefined) return `site:${places.get(anchor) ?? missing(href)}#${anchor}`;
    const [, sample] = /^\.\.\/samples\/(.+)\.yaml$/.exec(href) ?? [];
    if (sample === undefined) return undefined;
    if (sample === "mqtt-options") return "site:options-sample.html";
    const kind = KINDS.find((each) => filesOfKind(each).sample === `${sample}.yaml`);
    return kind === undefined ? `site:samples/${sample}.yaml` : `site:${kindPath(kind)}#annotated-sample`;
  };
}

function missing(href: string): never {
  throw new Error(`generated/docs links to ${href}, which is no type of them`);
}
