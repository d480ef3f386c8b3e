import type { Emitter } from "./model/model.js";

/**
 * An emitter of your own. Its files go the way of the generator's: they are written, checked, removed when they are
 * no longer made, and a path that two emitters claim is an error that names both.
 */
export interface NamedEmitter {
  /** For findings about its files. */
  readonly name: string;
  /**
   * A pure function of the model and the settings of the run: it reads no clock and no files, so that `check` agrees with
   * `generate`. Paths are below the output folder, with `/`; every content begins with `typeScriptBanner` or, within
   * comments of another kind, `bannerLines`. Relative imports end in `.js` and follow the output options.
   * What it throws is a finding (`bad-output-file`).
   */
  readonly emit: Emitter;
}
