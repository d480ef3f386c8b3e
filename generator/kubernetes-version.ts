import { InvalidArgumentError } from "commander";
import { NEWEST_KUBERNETES as NEWEST, OLDEST_KUBERNETES as OLDEST } from "./kubernetes-features.js";

/** What `--kubernetes` may be, in the words of a help text. */
export const KUBERNETES_RANGE = `1.${OLDEST} to 1.${NEWEST} (default: 1.${NEWEST})`;
export const KUBERNETES_HELP = `oldest server that the CRDs must work on, ${KUBERNETES_RANGE}`;

/** The minor version in an argument such as `1.30`. */
export function kubernetesMinor(text: string): number {
  const minor = Number(/^v?1\.(\d{1,3})$/.exec(text)?.[1] ?? NaN);
  if (minor >= OLDEST && minor <= NEWEST) return minor;
  throw new InvalidArgumentError(`It must be a version of Kubernetes from 1.${OLDEST} to 1.${NEWEST}, such as 1.30.`);
}
