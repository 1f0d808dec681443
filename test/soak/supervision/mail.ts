/**
 * Oracle, first part: days, people, and when somebody is told. Worked out from docs/watch.md alone; nothing of
 * `src/domain` or `src/services` is used here, so that a mistake of theirs is not made twice.
 */

const dayMs = 86_400_000;

export function plus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** The tables of holidays that were imported so far. */
export class Days {
  readonly named = new Map<string, boolean>();
  readonly years = new Set<string>();

  learn(year: number, days: ReadonlyMap<string, boolean>): void {
    this.years.add(String(year));
    for (const [day, worked] of days) this.named.set(day, worked);
  }

  /** As far as is known; a year without its table follows the week. */
  works(day: string): boolean {
    const named = this.years.has(day.slice(0, 4)) ? this.named.get(day) : undefined;
    if (named !== undefined) return named;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday >= 1 && weekday <= 5;
  }

  /** The last day of a term; null where it reaches into a year without a table. */
  term(from: string, workingDays: number): string | null {
    let day = from;
    for (let count = 0; count < workingDays; ) {
      day = plus(day, 1);
      if (!this.years.has(day.slice(0, 4))) return null;
      if (this.works(day)) count += 1;
    }
    return day;
  }
}

export interface Human {
  id: string;
  role: 'official' | 'inspector' | 'administrator' | 'enterprise';
  org: string | null;
  region: string | null;
  uscc: string | null;
  quiet: readonly [string, string];
  digestAt: string;
  away: readonly [string, string] | null;
  blocked: boolean;
}

/** Day and time, `2026-03-02 09:05`: compared as they stand. */
export type Moment = string;

export interface Message {
  at: Moment;
  to: string;
  /** Title, or all lines of a digest. */
  text: string;
}

interface Kept {
  to: string;
  due: Moment;
  cause: string;
  key: string;
  /** A message of its own, or a line of the digest under a heading. */
  text: string;
  heading: string | null;
}

/** Who was told what, and what waits. */
export class Post {
  readonly sent: Message[] = [];
  kept: Kept[] = [];
  readonly #days: Days;

  constructor(days: Days) {
    this.#days = days;
  }

  now(at: Moment, to: Human, text: string): void {
    this.sent.push({ at, to: to.id, text });
  }

  /** To the enterprise, and what is late: at once, or when the quiet hours end. */
  high(at: Moment, to: Human, { cause, key, text }: { cause: string; key: string; text: string }): void {
    const due = quietUntil(at, to);
    if (due === null) this.now(at, to, text);
    else if (!this.kept.some((one) => one.to === to.id && one.key === key))
      this.kept.push({ to: to.id, due, cause, key, text, heading: null });
  }

  /** With the digest. */
  normal(
    at: Moment,
    to: Human,
    { cause, key, text, heading }: { cause: string; key: string; text: string; heading: string },
  ): void {
    if (this.kept.some((one) => one.to === to.id && one.key === key)) return;
    this.kept.push({ to: to.id, due: this.digestAfter(at, to), cause, key, text, heading });
  }

  digestAfter(at: Moment, { digestAt }: Human): Moment {
    let day = at.slice(0, 10);
    if (`${day} ${digestAt}` <= at) day = plus(day, 1);
    while (!this.#days.works(day)) day = plus(day, 1);
    return `${day} ${digestAt}`;
  }

  /** Nobody hears any more of what it was about; resolves with who would have heard what. */
  drop(cause: string): Set<string> {
    const gone = this.kept.filter((one) => one.cause === cause);
    this.kept = this.kept.filter((one) => one.cause !== cause);
    return new Set(gone.map(({ to, key }) => `${to} ${key}`));
  }

  moveDigest(at: Moment, to: Human): void {
    const due = this.digestAfter(at, to);
    for (const one of this.kept) if (one.to === to.id && one.heading !== null) one.due = due;
  }

  /** Sends what has become due. */
  deliver(at: Moment): void {
    const due = this.kept.filter((one) => one.due <= at);
    this.kept = this.kept.filter((one) => one.due > at);
    for (const { to, text, heading } of due) if (heading === null) this.sent.push({ at, to, text });
    for (const to of new Set(due.map((one) => one.to))) {
      const lines = due.filter((one) => one.to === to && one.heading !== null);
      if (lines.length > 0) this.sent.push({ at, to, text: digestText(at.slice(0, 10), lines) });
    }
  }
}

const shownInDigest = 10;

/** The lines of each heading, without their order; of very many only their number. */
export function digestText(day: string, lines: readonly { heading: string | null; text: string }[]): string {
  const parts = ['监管风险预警', '积累关注', '关注的行业和地区'].flatMap((heading) => {
    const own = lines.filter((line) => line.heading === heading).map(({ text }) => text);
    if (own.length === 0) return [];
    const shown = own.length > shownInDigest ? [`另有${own.length - shownInDigest}条。`] : own.sort();
    return [`${heading}（${own.length}）`, ...shown];
  });
  return [`每日汇总 ${day}`, ...parts].join(' | ');
}

/** When the quiet hours end in which it is now; null: it is not quiet. */
function quietUntil(at: Moment, { quiet: [from, until] }: Human): Moment | null {
  const [day = '', time = ''] = at.split(' ');
  // Minute by minute until it is loud: slow, and right whatever the hours are.
  const isQuiet = (clock: string): boolean =>
    from === until ? false : from < until ? clock >= from && clock < until : clock >= from || clock < until;
  if (!isQuiet(time)) return null;
  let [hour = 0, minute = 0] = time.split(':').map(Number);
  let on = day;
  for (;;) {
    minute += 1;
    if (minute === 60) [hour, minute] = [hour + 1, 0];
    if (hour === 24) [hour, on] = [0, plus(on, 1)];
    const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    if (!isQuiet(clock)) return `${on} ${clock}`;
  }
}
