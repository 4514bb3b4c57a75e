/** Four words are as many as a child of seven types, and as few as a slow lock can stand. */
export const wordsOnSlip = 4

/** What a child types, as it is compared: small letters, hiragana for katakana, without the blanks and strokes that one puts anywhere. */
export const tidyWords = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[\s\p{P}]/gu, '')
