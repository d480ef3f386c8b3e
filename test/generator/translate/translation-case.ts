/**
 * What one property of a source becomes: its core form, what the run says about it, and documents that pass and fail.
 * The documents are judged by the generated validator, and by the API server itself (test/kubernetes/dialect.test.ts).
 */
export interface TranslationCase {
  readonly name: string;
  /** The property `it` of a closed object. */
  readonly source: unknown;
  /** The same in the core dialect; absent where the source is refused. */
  readonly core?: object;
  /** `severity keyword`, of everything that the run says. */
  readonly said?: readonly string[];
  readonly good?: readonly unknown[];
  readonly bad?: readonly unknown[];
  /** Where it is not 2020-12. */
  readonly draft?: "draft-07";
  /** More keywords of the object that holds the property. */
  readonly root?: object;
}

/** What is said of keywords that are refused, and of those that are nearly translated. */
export const refused = (...keywords: string[]): string[] => keywords.map((keyword) => `error ${keyword}`);
export const nearly = (...keywords: string[]): string[] => keywords.map((keyword) => `approximation ${keyword}`);
