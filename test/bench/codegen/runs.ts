import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryRoot } from "../../repository/imports.js";
import { revised, type Corpus } from "./corpus.js";
import { measure, measureChanges, type Cost } from "./measure.js";

/** Something to measure on a corpus; `round` counts from 0, so that every change is a new one. */
export interface Run {
  readonly name: string;
  /** Our command against which the ratios are taken, or a peer. */
  readonly measure: (corpus: Corpus, round: number) => Promise<Cost>;
}

const COMMAND = join(repositoryRoot, "generator/dist/generator/bin.js");
const PEER = fileURLToPath(new URL("peer.mjs", import.meta.url));

const generate = ({ folder }: Corpus): Promise<Cost> => measure(COMMAND, ["generate", folder]);

function putAside({ folder }: Corpus, made: string, round: number): void {
  const path = join(folder, made);
  if (!existsSync(path)) return;
  const aside = join(folder, "aside", String(round), made);
  mkdirSync(dirname(aside), { recursive: true });
  renameSync(path, aside);
}

const peer = (name: string): Run => ({
  name,
  measure: (corpus, round) => {
    putAside(corpus, name, round);
    return measure(PEER, [name, corpus.folder]);
  },
});

/**
 * In this order, since the later ones begin with the output of the earlier: all artefacts into an empty folder without
 * a cache; the same once more with nothing to do; after a change of one type, by a new process and by one that watches
 * (from the change to the report, with the moment for which it waits for more); after one of `Duration`; then the
 * peers, which make types only.
 */
export const RUNS: readonly Run[] = [
  {
    name: "full",
    measure: (corpus, round) => {
      // Put aside rather than removed: ext4 looks for inodes that were not given back in the last minute.
      for (const made of ["generated", "node_modules/.cache"]) putAside(corpus, made, round);
      return generate(corpus);
    },
  },
  { name: "no-op", measure: generate },
  { name: "one leaf", measure: (corpus, round) => afterChange(corpus, corpus.leaf, round) },
  { name: "one leaf, the first while watched", measure: (corpus, round) => watched(corpus, round, 1) },
  { name: "one leaf, the third while watched", measure: (corpus, round) => watched(corpus, round, 3) },
  { name: "Duration", measure: (corpus, round) => afterChange(corpus, corpus.shared, round) },
  peer("json-schema-to-typescript"),
  peer("quicktype"),
];

/** Revisions of other runs are below 1000. */
function watched({ folder, leaf }: Corpus, round: number, changes: number): Promise<Cost> {
  const first = 1000 * changes + round * changes;
  const revise = (revision: number) => {
    const { path, text } = revised(leaf, revision);
    writeFileSync(join(folder, path), text);
  };
  const all = Array.from({ length: changes }, (_, index) => () => {
    revise(first + index);
  });
  return measureChanges(COMMAND, ["watch", folder], all);
}

function afterChange(corpus: Corpus, source: Corpus["leaf"], round: number): Promise<Cost> {
  const { path, text } = revised(source, round);
  writeFileSync(join(corpus.folder, path), text);
  return generate(corpus);
}
