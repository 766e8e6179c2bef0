/**
 * An address within a sentence: read from left to right whatever the sentence is written in (Unicode's isolates).
 * Where an address stands alone, `dir="ltr"` says the same.
 */
export const isolated = (address: string): string => `\u2066${address}\u2069`;
