import { Buffer } from "node:buffer";
/** What most devices write in one turn of the event loop fits into a small chunk; one that writes more gets a large one. */
export const SMALL_CHUNK = 4 * 1024;
export const LARGE_CHUNK = 64 * 1024;

/** How many bytes of each size are kept for the next one that needs them. */
const KEPT_BYTES = 256 * 1024;

/** Memory that is written to from its beginning. */
export interface Chunk {
  readonly bytes: Buffer;
  used: number;
}

const free = new Map<number, Chunk[]>([
  [SMALL_CHUNK, []],
  [LARGE_CHUNK, []],
]);

/**
 * An empty chunk of at least so many bytes. All connections of the process share them: most write now and then, and a
 * chunk for each of a thousand devices would be memory that lies idle.
 */
export function takeChunk(bytes: number): Chunk {
  const size = bytes <= SMALL_CHUNK ? SMALL_CHUNK : Math.max(bytes, LARGE_CHUNK);
  return free.get(size)?.pop() ?? { bytes: Buffer.allocUnsafeSlow(size), used: 0 };
}

/** Gives a chunk back. Nothing may hold a view of it any more. */
export function giveBackChunk(chunk: Chunk): void {
  const others = free.get(chunk.bytes.length);
  if (others === undefined || others.length * chunk.bytes.length >= KEPT_BYTES) return;
  chunk.used = 0;
  others.push(chunk);
}
