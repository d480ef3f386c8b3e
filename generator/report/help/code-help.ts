/** What a reader of a code wants to know beside its title: why it is wrong or worth a word, and how to mend it. Markdown. */
export type CodeHelp = readonly [why: string, mend: string];

/** Help by code. */
export type HelpTable = Readonly<Record<string, CodeHelp>>;
