import type { OutputFile } from "../../../../generator/model/model.js";

/** A file of the output by the word people have for it. */
export interface Artefact {
  readonly name: string;
  readonly file: OutputFile;
}

/** Which file of the output shows what; `*` is the name of the user's own module. */
const WORDS: readonly (readonly [name: string, path: RegExp])[] = [
  ["Interface", /^types\/own\.ts$/],
  ["Applier", /^defaults\/own\.ts$/],
  ["Validator", /^validators\/own\.ts$/],
  ["Checks", /^validators\/checks\/own\.ts$/],
  ["CRD", /^crds\/.*_.*\.yaml$/],
  ["Docs", /^docs\/schema\.md$|^docs\/[^/]*\.md$/],
  ["Editor schema", /^ide\//],
];

/** The files worth a look, in the order people ask for them. */
export function artefactsOf(files: readonly OutputFile[]): readonly Artefact[] {
  return WORDS.flatMap(([name, path]) => {
    const file = files.find((each) => path.test(each.path));
    return file ? [{ name, file }] : [];
  });
}
