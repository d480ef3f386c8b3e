import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What Helm or Kustomize made of a folder. */
export interface Rendering {
  /** YAML texts by path; of a kustomization there is one. */
  readonly files: Readonly<Record<string, string>>;
  /** What `helm lint` says, one line per finding. */
  readonly lint: readonly string[];
}

const SOURCES = fileURLToPath(new URL("render", import.meta.url));
const run = promisify(execFile);

/** Helm's and Kustomize's own code as a program; see render/main.go. */
export class Renderer {
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Compiles the program; the first time on a machine that downloads its modules. Rejects with the compiler's words. */
  static async build(): Promise<Renderer> {
    const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-render-"));
    await run("go", ["build", "-buildvcs=false", "-o", join(folder, "render"), "."], { cwd: SOURCES });
    return new Renderer(folder);
  }

  /** Rejects with Helm's words if it refuses the chart or the values. */
  helm(chart: string, values: object): Promise<Rendering> {
    return this.ask("helm", chart, JSON.stringify(values));
  }

  kustomize(folder: string): Promise<Rendering> {
    return this.ask("kustomize", folder);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  private async ask(...args: string[]): Promise<Rendering> {
    const { stdout } = await run(join(this.folder, "render"), args, { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout) as Rendering;
  }
}

/** Why the program cannot be built here; undefined if it can. */
export function missingRenderer(): string | undefined {
  const { error, status, stderr } = spawnSync("go", ["list", "."], { cwd: SOURCES, encoding: "utf8" });
  if (error) return `go is not installed (${error.message})`;
  return status === 0 ? undefined : `go cannot read test/kubernetes/render: ${stderr.trim()}`;
}
