import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { DockerfileParser } from "dockerfile-ast";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { monitoringFiles } from "../../../runtime/cli/ops/monitoring.js";
import { METRICS, type Metric } from "../../../runtime/cli/run/metric-list.js";
import { repositoryRoot } from "../../repository/imports.js";

const folder = join(repositoryRoot, "runtime/cli/ops");
const metrics: readonly Metric[] = Object.values(METRICS);

function read(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

/** Grafana's variables, as Prometheus gets them. */
function expressionFor(text: string): string {
  return text.replaceAll("$__rate_interval", "1m").replaceAll("$broker", ".*");
}

/** The names of metrics in an expression; throws if Prometheus would not take it. */
function namesIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
      if (type.name === "Identifier") names.push(expression.slice(from, to));
    },
  });
  return names;
}

describe("monitoring", () => {
  test.each(monitoringFiles())("$name is what `npm run ops` writes", ({ name, content }) => {
    expect(read(name)).toBe(content);
  });

  test("the check of expressions can fail", () => {
    expect(() => namesIn("sum by (broker (x)")).toThrow("not PromQL");
    expect(namesIn("sum by (broker) (rate(a_total[5m]))")).toEqual(["a_total"]);
  });

  test("every alert and every panel asks for metrics that there are, with the labels that they have", () => {
    const known = new Map(metrics.map(({ name, labels }) => [name as string, labels]));
    const { groups } = parse(read("alerts.yaml")) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const { panels } = JSON.parse(read("grafana-dashboard.json")) as { panels: { targets: { expr: string }[] }[] };
    const expressions = [
      ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expressionFor(expr))),
    ];
    expect(expressions.length).toBeGreaterThan(metrics.length);
    for (const expression of expressions) {
      const own = namesIn(expression).filter((name) => name.startsWith("octopus_mqtt_"));
      for (const name of own) expect(known.has(name), expression).toBe(true);
      const labels = new Set(own.flatMap((name) => known.get(name) ?? []));
      const asked = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(", "));
      if (own.length > 0)
        expect(
          asked.filter((label) => !labels.has(label)),
          expression,
        ).toEqual([]);
    }
  });

  test("the README has a row for each metric, with its help and its labels", () => {
    const rows = readFileSync(join(repositoryRoot, "runtime/cli/README.md"), "utf8").replaceAll(/ +/g, " ");
    for (const { name, help, labels } of metrics) {
      expect(rows).toContain(`| \`${name}\` | ${help} Labels: ${labels.map((label) => `\`${label}\``).join(", ")}. |`);
    }
  });

  test("names follow Prometheus: counters end in _total, units are seconds and bytes, and no label is a device", () => {
    for (const { name, type, labels } of metrics) {
      expect(name.endsWith("_total"), name).toBe(type === "counter");
      expect(name).not.toMatch(/_(ms|milliseconds|kb)(_|$)/);
      expect(labels).not.toContain("device");
    }
  });
});

describe("systemd unit", () => {
  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
  const reason = "systemd-analyze is not installed (Debian package systemd)";

  test.skipIf(!hasSystemd && process.env.CI !== "true")(
    hasSystemd ? "systemd takes it, and finds it tight" : `skipped: ${reason}`,
    () => {
      expect(hasSystemd, reason).toBe(true);
      const unit = join(folder, "octopus-mqtt.service");
      const verified = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
      expect(verified.stderr.split("\n").filter((line) => line.includes("octopus-mqtt.service"))).toEqual([]);
      expect(verified.status).toBe(0);
    },
  );
});

describe("container file", () => {
  const file = DockerfileParser.parse(read("Containerfile"));
  const instructions = file.getInstructions().map((instruction) => ({
    keyword: instruction.getKeyword(),
    text: instruction.getArgumentsContent() ?? "",
  }));
  const last = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === "FROM"));

  test("it has two stages, whose images have versions, and the second has nothing of the sources", () => {
    const froms = file.getFROMs();
    expect(froms.map((from) => from.getImageTag())).toEqual(["20-bookworm-slim", "20-bookworm-slim"]);
    const second =
      read("Containerfile")
        .split(/^FROM /m)
        .at(-1) ?? "";
    expect(second.match(/^(?:COPY|ADD) .*$/gm)).toEqual(["COPY --from=build /opt/octopus-mqtt /opt/octopus-mqtt"]);
  });

  test("it runs as a user by number, who is not root, and writes to its volumes only", () => {
    const user = last.findLast(({ keyword }) => keyword === "USER");
    expect(user?.text).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const volumes = JSON.parse(last.find(({ keyword }) => keyword === "VOLUME")?.text ?? "[]") as string[];
    expect(volumes).toEqual(["/var/lib/octopus-mqtt", "/run/octopus-mqtt"]);
  });

  test("what it runs are commands that there are", () => {
    const build = instructions.filter(({ keyword }) => keyword === "RUN").map(({ text }) => text);
    const { workspaces } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")) as {
      workspaces: string[];
    };
    const names = workspaces.map(
      (path) => (JSON.parse(readFileSync(join(repositoryRoot, path, "package.json"), "utf8")) as { name: string }).name,
    );
    const packed = build.flatMap((text) => [...text.matchAll(/--workspace (\S+)/g)].map(([, name = ""]) => name));
    expect(packed.length).toBe(2);
    for (const name of packed) expect(names).toContain(name);
    const command = JSON.parse(last.find(({ keyword }) => keyword === "CMD")?.text ?? "[]") as string[];
    expect(command[0]).toBe("run");
  });
});
