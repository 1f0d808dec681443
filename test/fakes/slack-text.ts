/** How a text reads on a screen, and whom it would have called. */
export interface Read {
  shown: string;
  /** `@channel`, `@here`, `@everyone`, user and group ids: people whose telephone would have rung. */
  notified: string[];
}

const loud = /(?<![\w@])@(channel|here|everyone)\b/g;

function unescapeEntities(text: string): string {
  return text.replace(
    /&(amp|lt|gt);/g,
    (_mark, name) => ({ amp: '&', lt: '<', gt: '>' })[String(name)] ?? '',
  );
}

/** `*bold*`, `_italic_`, `~strike~` and code lose their signs, as on the screen. */
function unformat(text: string): string {
  let shown = text;
  for (const sign of ['```', '`', '*', '_', '~']) {
    const quoted = sign.replace(/[*`]/g, '\\$&');
    shown = shown.replace(new RegExp(`(^|[^\\w])${quoted}(?=\\S)([^\\n]*?\\S)${quoted}(?!\\w)`, 'g'), '$1$2');
  }
  return shown.replace(/^&gt; ?/gm, '');
}

/**
 * Slack's mark-up as Slack reads it. Without `formatted` only `<…>` and escapes are read, which nothing turns off;
 * with `names` also bare `@here` calls people.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function readMrkdwn(text: string, { formatted = true, names = false } = {}): Read {
  const notified: string[] = [];
  const shown = text.replace(/<([^<>]*)>|[^<]+|</g, (run, inner: unknown) => {
    if (typeof inner !== 'string') {
      if (names) notified.push(...[...run.matchAll(loud)].map(([call]) => call));
      return unescapeEntities(formatted ? unformat(run) : run);
    }
    const [target = '', label] = inner.split('|');
    if (target.startsWith('@') || target.startsWith('!subteam^'))
      notified.push(target.replace('!subteam^', ''));
    else if (/^!(channel|here|everyone)$/.test(target)) notified.push(target.replace('!', '@'));
    if (target.startsWith('!')) return unescapeEntities(label ?? target.replace(/^!/, '@'));
    return unescapeEntities(label || target);
  });
  return { shown, notified };
}

/** Plain text is shown as it is; with `emoji` left on, `:name:` becomes a picture. */
export function readPlain(text: string, emoji: boolean): Read {
  return { shown: emoji ? text.replace(/:[a-z0-9_+-]+:/g, '\u{1F642}') : text, notified: [] };
}
