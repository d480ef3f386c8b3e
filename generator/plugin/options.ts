/** What a build says about the plugin. */
export interface PluginOptions {
  /** Path of the configuration. Default: `octopus-mqtt.config.*` in the working folder; without one, schema/ -> generated/. */
  readonly config?: string;
  /** Only these jobs of the configuration. Default: all. */
  readonly jobs?: readonly string[];
  /** Write nothing, and fail where the output is not what the sources generate: for builds in CI. Default: false. */
  readonly check?: boolean;
}
