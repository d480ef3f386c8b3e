/** Made by `build/embedded.ts`: what the generator reads beside the sources, by absolute path. */
declare module "virtual:embedded-files" {
  const files: Readonly<Record<string, string>>;
  export default files;
}

/** The JSON Schemas for editors, by kind. */
declare module "virtual:ide-schemas" {
  const schemas: Readonly<Record<string, object>>;
  export default schemas;
}

/** Manifests to begin with, by the name of the file. */
declare module "virtual:samples" {
  const samples: Readonly<Record<string, string>>;
  export default samples;
}
