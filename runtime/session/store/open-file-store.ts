import type { FileStore, FileStoreSettings } from "./file-store.js";

/** Opens the store `File`; see `FileStore.open`. Its code is loaded now: most programs do not need it. */
export async function openFileStore(settings: FileStoreSettings): Promise<FileStore> {
  const store = await import("./file-store.js");
  return store.FileStore.open(settings);
}
