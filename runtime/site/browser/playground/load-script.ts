const loading = new Map<string, Promise<void>>();

/** Loads a script that lies beside the page's own, once. Rejects when it cannot be loaded; the next call tries again. */
export function loadScript(name: string): Promise<void> {
  const known = loading.get(name);
  if (known) return known;
  const loaded = new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `assets/${name}.js`;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      loading.delete(name);
      reject(new Error(`assets/${name}.js cannot be loaded`));
    };
    document.head.append(script);
  });
  loading.set(name, loaded);
  return loaded;
}
