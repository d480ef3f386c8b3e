/** One block of a PEM file (RFC 7468): its label, such as `CERTIFICATE`, and its whole text. */
export interface PemBlock {
  readonly label: string;
  readonly text: string;
}

/**
 * The blocks of a PEM text, in order; text between them is skipped, as in Go's `encoding/pem`. Undefined if a block is
 * begun and not ended under its label, which is what a text cut short looks like.
 */
export function pemBlocks(pem: string): PemBlock[] | undefined {
  const blocks: PemBlock[] = [];
  const begin = /^[ \t]*-----BEGIN ([A-Z0-9 ]+)-----[ \t]*$/gm;
  for (let match = begin.exec(pem); match !== null; match = begin.exec(pem)) {
    const [, label = ""] = match;
    const endLine = `-----END ${label}-----`;
    const end = pem.indexOf(endLine, begin.lastIndex);
    if (end === -1) return undefined;
    blocks.push({ label, text: `${pem.slice(match.index, end + endLine.length).trim()}\n` });
    begin.lastIndex = end + endLine.length;
  }
  return blocks;
}
