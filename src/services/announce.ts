import type { TransactionSql } from 'postgres';
import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { nextDigest, noticeTimes, quietEnd } from '../domain/notice-time.ts';
import type { RuleOf } from '../domain/policy.ts';
import type { Severity } from '../domain/policy-supervision.ts';
import type { Random } from '../domain/ports.ts';
import type { WorkingCalendar } from '../domain/working-days.ts';
import { addNotices, type NewNotice, settingsOf } from '../store/notices.ts';
import { tell } from './notify.ts';

/** What telling people in their own time takes. */
export interface Announcing {
  random: Random;
  now: Date;
  calendar: WorkingCalendar;
  rule: RuleOf<'notices'>;
}

export interface Announcement {
  /** The same key reaches a person once. */
  key: string;
  /** What it is about: it is taken back with it. */
  cause: string;
  severity: Severity;
  /** As a message of its own. */
  card(locale: Locale): DraftCard;
  /** As a line of a digest, under the heading of its group. */
  line: { group: DigestGroup; text(locale: Locale): string };
}

/** Headings of a digest, in this order. */
export const digestGroups = ['warnings', 'watch', 'follows'] as const;
export type DigestGroup = (typeof digestGroups)[number];

/**
 * Tells people, each in their own time: `urgent` at once; `high` at once or when their quiet hours end; `normal` with
 * their next digest.
 */
export async function announce(
  tx: TransactionSql,
  personIds: readonly string[],
  { random, now, calendar, rule }: Announcing,
  announcements: readonly Announcement[],
): Promise<void> {
  if (personIds.length === 0 || announcements.length === 0) return;
  const settings = await settingsOf(tx, personIds);
  const waiting: NewNotice[] = [];
  for (const { key, cause, severity, card, line } of announcements) {
    const atOnce: string[] = [];
    for (const personId of personIds) {
      const times = noticeTimes(settings.get(personId), rule);
      const quiet = severity === 'high' ? quietEnd(now, times) : null;
      const common = { key, personId, cause };
      if (severity === 'normal')
        waiting.push({
          ...common,
          dueAt: nextDigest(now, times, calendar),
          mode: 'digest',
          body: { group: line.group, zh: line.text('zh'), en: line.text('en') },
        });
      else if (quiet !== null)
        waiting.push({ ...common, dueAt: quiet, mode: 'held', body: { zh: card('zh'), en: card('en') } });
      else atOnce.push(personId);
    }
    if (atOnce.length > 0) await tell(tx, atOnce, { random, now, key, card });
  }
  await addNotices(tx, waiting, now);
}

/** Messages, gathered by who gets them: one lookup of settings for each group of people. */
export class Mail {
  readonly #groups = new Map<string, { people: readonly string[]; announcements: Announcement[] }>();

  add(people: readonly string[], announcement: Announcement): void {
    if (people.length === 0) return;
    const key = people.join('\n');
    const group = this.#groups.get(key) ?? { people, announcements: [] };
    group.announcements.push(announcement);
    this.#groups.set(key, group);
  }

  async send(tx: TransactionSql, announcing: Announcing): Promise<void> {
    for (const { people, announcements } of this.#groups.values())
      await announce(tx, people, announcing, announcements);
  }
}
