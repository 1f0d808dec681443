/**
 * Characters that change what a reader sees without being seen: zero-width marks, bidirectional controls,
 * soft hyphens, variation selectors, tags, and C0/C1 controls except line breaks and tabs.
 */
const invisible =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Text without invisible characters, otherwise as it was written. */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** For matching, never for showing: compatibility forms unified, invisible characters and outer blanks gone. */
export function foldText(text: string): string {
  return stripInvisible(text.normalize('NFKC')).trim();
}
