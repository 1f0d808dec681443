/**
 * Characters that change what a reader sees without being seen: zero-width marks, bidirectional controls,
 * soft hyphens, variation selectors, tags, and C0/C1 controls except line breaks and tabs.
 */
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu;

/** Nothing in it can be folded: what most codes, numbers and dates are. */
const plainAscii = /^[\x20-\x7E]*$/;

/** Text without invisible characters, otherwise as it was written. */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** For matching, never for showing: compatibility forms unified, invisible characters and outer blanks gone. */
export function foldText(text: string): string {
  if (plainAscii.test(text)) return text.trim();
  return stripInvisible(text.normalize('NFKC')).trim();
}
