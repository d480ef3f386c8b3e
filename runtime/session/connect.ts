import { closedError, connectionError, suggestsOlderProtocol } from "./connection-error.js";
import type { Link } from "./link.js";

/**
 * Opens a link with the first of the protocol levels that succeeds, and gives that level. The next one is tried only
 * if the broker may not speak the one before; any other failure is final, and is what this rejects with.
 */
export async function openFirst(
  levels: readonly [3 | 4, ...(3 | 4)[]],
  newLink: (level: 3 | 4) => Link,
  isClosed: () => boolean,
): Promise<3 | 4> {
  const [level, ...older] = levels;
  const link = newLink(level);
  const failed = await link.open();
  if (failed === undefined) return level;
  await link.close();
  if (isClosed()) throw closedError();
  const [next, ...rest] = older;
  if (next === undefined || !suggestsOlderProtocol(failed)) throw connectionError(failed);
  return openFirst([next, ...rest], newLink, isClosed);
}
