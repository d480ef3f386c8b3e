import type { BundleSize } from "./measure.js";

const HEAD = `# Bundle sizes

What a program takes of \`octopus-mqtt\` when it is bundled and minified with esbuild: its own code in bytes, and the same
compressed with gzip. \`npm run sizes\` writes this file, and \`test/packages/sizes/sizes.test.ts\` compares it, minified bytes
exactly and compressed ones within 2 %, which is what versions of zlib differ by at most.

| what | program | minified | gzip |
| --- | --- | ---: | ---: |
`;

/** `runtime/BUNDLE-SIZES.md`, before it is formatted. */
export function sizesTable(sizes: readonly BundleSize[]): string {
  const row = ({ what, program, minified, gzipped }: BundleSize) =>
    `| ${what} | \`${program}\` | ${withCommas(minified)} | ${withCommas(gzipped)} |`;
  return `${HEAD}${sizes.map(row).join("\n")}\n`;
}

/** The numbers in such a table, by program and what it is for. */
export function readSizes(table: string): Pick<BundleSize, "what" | "minified" | "gzipped">[] {
  const rows = table.matchAll(/^\| ([^|]+?) +\| `import[^|]*\| +([\d,]+) \| +([\d,]+) \|$/gm);
  return [...rows].map(([, what = "", minified = "", gzipped = ""]) => ({
    what,
    minified: Number(minified.replaceAll(",", "")),
    gzipped: Number(gzipped.replaceAll(",", "")),
  }));
}

function withCommas(count: number): string {
  return count.toLocaleString("en");
}
