const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * The three characters Slack gives a meaning to in text; nothing else may be escaped.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapes[character] ?? character);
}

function unescapeText(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (mark, name: string) => escaped[name] ?? mark);
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** What `<…>` stands for; `@…` and `#…` keep their sign so that they read as they did in Slack. */
function readMark(inner: string): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  const sign = target.charAt(0);
  if (sign === '@' || sign === '#') return `${sign}${label === '' ? target.slice(1) : label}`;
  if (sign === '!') return label === '' ? `@${target.slice(1).replace(/^subteam\^/, '')}` : label;
  return label === '' ? target.replace(/^mailto:/, '') : label;
}

/**
 * What a person wrote, from the form in which Slack hands text on: mentions of `own` users taken out, links and
 * channels by their names, escapes undone.
 * https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 * @param own user ids of the bot; null: not known yet, then only a mention at the beginning is taken out
 */
export function readText(text: string, own: ReadonlySet<string> | null): string {
  const mention =
    own === null ? /^\s*<@[UW][A-Z0-9]+(?:\|[^<>]*)?>/ : /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>[^\S\n]?/g;
  const bare = text.replace(mention, (mark, user: unknown) =>
    own === null || (typeof user === 'string' && own.has(user)) ? '' : mark,
  );
  // Marks and escapes in one pass, so that an escaped `&lt;!here&gt;` does not become a mark.
  const read = bare.replace(/<([^<>]*)>|[^<]+/g, (run, inner: unknown) =>
    unescapeText(typeof inner === 'string' ? readMark(inner) : run),
  );
  return storable(read).trim();
}
