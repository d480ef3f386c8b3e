import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const execute = promisify(execFile);

/** Bounds compiling all programs. The first time on a machine it also downloads modules, and takes minutes. */
export const BUILD_LIMIT_MS = 1_800_000;

/** A program of this folder, by the name of the Go module that it is. */
export type GoProgram = "server" | "kubectl";

function sourcesOf(program: GoProgram): string {
  return fileURLToPath(new URL(program, import.meta.url));
}

/** Why the programs cannot be built here; undefined if they can. Their go.mod files name the version of Go. */
export function missingGo(): string | undefined {
  const { error, status, stderr } = spawnSync("go", ["list", "-f", "{{.Name}}", "."], {
    cwd: sourcesOf("server"),
    encoding: "utf8",
  });
  if (error) return `go is not installed (${error.message})`;
  return status === 0 ? undefined : `go cannot read test/kubernetes/server: ${stderr.trim()}`;
}

/** The release of Kubernetes that a program is made of, such as `v1.36.4`: its libraries are numbered `v0.36.4`. */
export async function kubernetesRelease(program: GoProgram): Promise<string> {
  const libraryVersion = ["list", "-m", "-f", "{{.Version}}", "k8s.io/client-go"];
  const { stdout } = await execute("go", libraryVersion, { cwd: sourcesOf(program) });
  return stdout.trim().replace(/^v0\./, "v1.");
}

/**
 * Compiles a program into a folder and returns its path. It tells its release when it is asked, as Kubernetes' own
 * builds do. Rejects with the compiler's words.
 */
export async function buildGoProgram(program: GoProgram, folder: string): Promise<string> {
  const path = join(folder, program);
  const release = `-X k8s.io/component-base/version.gitVersion=${await kubernetesRelease(program)}`;
  const options = { cwd: sourcesOf(program), timeout: BUILD_LIMIT_MS };
  await execute("go", ["build", "-buildvcs=false", "-ldflags", `-s -w ${release}`, "-o", path, "."], options);
  return path;
}
