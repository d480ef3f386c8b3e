import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What a run of kubectl has printed, and its exit code; null when it was stopped at its time limit. */
export interface KubectlResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** kubectl, with a home of its own and no settings of the machine's user. */
export class Kubectl {
  private readonly path: string;
  private readonly kubeconfig: string;
  private readonly home: string;

  constructor(path: string, kubeconfig: string, home: string) {
    this.path = path;
    this.kubeconfig = kubeconfig;
    this.home = home;
  }

  /** The same program, pointed at another server. */
  at(kubeconfig: string): Kubectl {
    return new Kubectl(this.path, kubeconfig, this.home);
  }

  /** Runs a command to its end, with `input` as its standard input. */
  async run(args: readonly string[], input = ""): Promise<KubectlResult> {
    const env = { HOME: this.home, KUBECONFIG: this.kubeconfig };
    const child = spawn(this.path, args, { env, timeout: 50_000 });
    child.stdin.end(input);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { code: child.exitCode, stdout, stderr };
  }

  /** What a command prints that succeeds without a word on standard error. */
  async print(args: readonly string[], input = ""): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, input);
    if (code !== 0 || stderr !== "") throw new Error(`kubectl ${args.join(" ")} (${code ?? "stopped"}): ${stderr}`);
    return stdout;
  }

  /** The same, read as JSON; the command is to print that. */
  async json(args: readonly string[]): Promise<unknown> {
    return JSON.parse(await this.print([...args, "--output=json"]));
  }
}
