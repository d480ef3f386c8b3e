import type { Emitter } from "../model/model.js";
import { bannerLines } from "../print/banner.js";
import { commentLines, printYaml } from "../print/yaml.js";
import { crdFileName } from "./crds.js";
import { isWanted } from "./scope.js";

/** `crds/kustomization.yaml`: all CRDs, for `kubectl apply -k` and as a base of other kustomizations. */
export const emitKustomization: Emitter = ({ crds }, settings) => {
  if (crds.length === 0 || !isWanted(undefined, settings)) return [];
  const kustomization = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: crds.map(crdFileName),
  };
  const banner = commentLines(bannerLines(crds.map(({ source }) => `schema/${source}`)));
  return [{ path: "crds/kustomization.yaml", content: `${banner.join("\n")}\n${printYaml(kustomization)}` }];
};
