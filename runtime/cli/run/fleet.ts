import type { CheckedManifest } from "../check-manifest.js";
import { hasErrors, type Problem } from "../problem.js";
import { Device, type DeviceContext } from "./device.js";
import { describe } from "./log.js";
import type { ReadFile } from "./manifest-files.js";

/** A device that runs, and where it comes from. */
interface Running {
  readonly device: Device;
  readonly file: string;
  /** The manifest as text, by which a change is known. */
  readonly text: string;
}

/** What the fleet tells of devices that come and go. */
export interface FleetEvents {
  started(device: Device): Promise<void>;
  /** Called before the device is stopped; it gets no more statuses when this has settled. */
  stopping(device: Device): Promise<void>;
  stopped(device: Device): void;
}

/** A manifest that could be run. */
interface Claim {
  readonly uid: string;
  readonly checked: CheckedManifest;
  readonly file: string;
}

/** The devices of a daemon, kept in step with the manifests. */
export class Fleet {
  readonly #context: DeviceContext;
  readonly #events: FleetEvents;
  readonly #running = new Map<string, Running>();
  #problems: readonly Problem[] = [];

  constructor(context: DeviceContext, events: FleetEvents) {
    this.#context = context;
    this.#events = events;
  }

  get devices(): readonly Device[] {
    return [...this.#running.values()].map(({ device }) => device);
  }

  /** What is wrong with the files as they are; what ran before they were changed still runs. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /**
   * Starts what is new, reconfigures what has changed or refers to what has, stops what is gone; everything else is left alone. What a manifest with
   * errors would change stays as it is, and so does every device of a file that cannot be read whole.
   */
  async apply(files: readonly ReadFile[]): Promise<void> {
    const claims = files.flatMap(claimsOf);
    const twice = repeated(claims);
    this.#problems = [...files.flatMap(problemsOf), ...twice.flatMap(uidTwice)];
    const contested = new Set(twice.flatMap(([first]) => (first ? [first.uid] : [])));
    const unreadable = new Set(files.filter(isPartial).map(({ path }) => path));
    const wanted = new Set(claims.map(({ uid }) => uid));
    const gone = [...this.#running].filter(([uid, { file }]) => !wanted.has(uid) && !unreadable.has(file));
    await Promise.all(gone.map(([uid]) => this.#stop(uid)));
    const sound = claims.filter(({ uid, checked }) => !contested.has(uid) && !hasErrors(checked.problems));
    await Promise.all(sound.map((claim) => this.#run(claim)));
  }

  /** Stops all devices. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((uid) => this.#stop(uid)));
  }

  async #run({ uid, checked, file }: Claim): Promise<void> {
    const text = JSON.stringify(checked.manifest.value);
    const running = this.#running.get(uid);
    if (running?.text === text) {
      this.#running.set(uid, { ...running, file });
      if (await running.device.referencesHaveChanged()) running.device.reload(checked.manifest.value);
      return;
    }
    if (running?.device.canBecome(checked.manifest.value)) {
      this.#running.set(uid, { ...running, file, text });
      running.device.reload(checked.manifest.value);
      return;
    }
    if (running) await this.#stop(uid);
    await this.#start(uid, checked, file, text);
  }

  async #start(uid: string, checked: CheckedManifest, file: string, text: string): Promise<void> {
    try {
      const device = await Device.start(checked.manifest.value, this.#context);
      this.#running.set(uid, { device, file, text });
      await this.#events.started(device);
    } catch (error) {
      const { code, message } = describe(error);
      const problem = checked.manifest.problemAt("", "key", { severity: "error", code, message });
      this.#problems = [...this.#problems, problem];
    }
  }

  async #stop(uid: string): Promise<void> {
    const running = this.#running.get(uid);
    if (!running) return;
    const { device } = running;
    await this.#events.stopping(device);
    await device.stop();
    this.#running.delete(uid);
    this.#events.stopped(device);
  }
}

/** The manifests of a file that publish something; without MQTT options there is nothing to run. */
function claimsOf({ path, manifests }: ReadFile): Claim[] {
  return manifests.flatMap((checked) =>
    checked.device ? [{ uid: checked.device.link.uid, checked, file: path }] : [],
  );
}

function problemsOf({ problems, manifests }: ReadFile): readonly Problem[] {
  return [...problems, ...manifests.flatMap((checked) => checked.problems)];
}

/** Whether something of the file could not be told: it may be one of the devices that run. */
function isPartial({ problems, manifests }: ReadFile): boolean {
  return problems.length > 0 || manifests.some((checked) => !checked.device && hasErrors(checked.problems));
}

function repeated(claims: readonly Claim[]): (readonly Claim[])[] {
  const byUid = new Map<string, Claim[]>();
  for (const claim of claims) byUid.set(claim.uid, [...(byUid.get(claim.uid) ?? []), claim]);
  return [...byUid.values()].filter((same) => same.length > 1);
}

/** Two clients with one client id would throw each other off for ever. */
function uidTwice(claims: readonly Claim[]): Problem[] {
  return claims.map(({ uid, checked }) => {
    const others = claims.filter((other) => other.checked !== checked).map((other) => placeOf(other));
    const message =
      `${checked.label} has the UID ${uid}, and so has ${others.join(", and ")}; ` +
      `a broker would take them for one client, so neither is changed or started: remove all but one`;
    return checked.manifest.problemAt("/metadata/uid", "value", { severity: "error", code: "uid-twice", message });
  });
}

function placeOf({ checked, file }: Claim): string {
  return `${checked.label} at ${file}:${checked.manifest.line}`;
}
