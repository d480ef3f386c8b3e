import { MqttRuntimeError } from "../errors.js";
import type { ReferenceResolver } from "./references.js";

/** A browser has no folders: throws `unsupported-option`. */
export function directoryResolver(): ReferenceResolver {
  throw new MqttRuntimeError("unsupported-option", "directoryResolver() reads files, which a browser has not", {
    remedy: "Give the values themselves, with mapResolver().",
  });
}
