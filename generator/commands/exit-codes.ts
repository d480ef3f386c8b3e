/** All is well. */
export const EXIT_OK = 0;
/** Findings in the sources, or output that is out of date. */
export const EXIT_FINDINGS = 1;
/** Wrong usage, or a configuration that cannot be used. */
export const EXIT_USAGE = 2;
