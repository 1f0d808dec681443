import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import type { ActionSpec, CardChild, DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say } from '../chat/words/index.ts';
import { isIsoDate } from '../domain/dates.ts';
import { CodedError } from '../domain/errors.ts';
import { nextDigest, noticeTimes } from '../domain/notice-time.ts';
import { dayOf, type IsoDate, type Random } from '../domain/ports.ts';
import { addressesOf } from '../store/accounts.ts';
import type { Database } from '../store/database.ts';
import { readCalendar } from '../store/holidays.ts';
import {
  addNotices,
  type DueNotice,
  moveDigest,
  type NoticeSetting,
  peopleWithDue,
  saveSetting,
  settingsOf,
  takeDue,
} from '../store/notices.ts';
import { seeing } from '../store/scope.ts';
import { digestGroups } from './announce.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';

export interface NoticeDeps {
  database: Database;
  policies: PolicyBook;
}

const peopleAtOnce = 50;
const linesShown = 10;
/** Nobody is away for longer without somebody else being in charge. */
const longestAway = 60;
/** What cannot be delivered is tried again so much later, and given up after so many days. */
const againMs = 24 * 3_600_000;
const keptDays = 30;

const lineSchema = z.object({ group: z.enum(digestGroups), zh: z.string(), en: z.string() });
/** Cards are written by us and are read back as they were. */
const heldSchema = z.object({ zh: z.custom<DraftCard>(), en: z.custom<DraftCard>() });

function digestCard(lines: readonly z.infer<typeof lineSchema>[], day: IsoDate) {
  return (locale: Locale): DraftCard => {
    const children: CardChild<ActionSpec>[] = digestGroups.flatMap((group) => {
      const own = lines.filter((line) => line.group === group);
      if (own.length === 0) return [];
      const left = own.length - linesShown;
      const items = own.slice(0, linesShown).map((line) => line[locale]);
      return [
        { type: 'text' as const, text: say(locale, `digest.group.${group}`, { count: own.length }) },
        {
          type: 'list' as const,
          ordered: false,
          items: left > 0 ? [...items, say(locale, 'digest.more', { count: left })] : items,
        },
      ];
    });
    if (lines.some(({ group }) => group === 'warnings'))
      children.push({
        type: 'actions',
        actions: [{ label: say(locale, 'digest.open'), intent: 'warnings', args: {} }],
      });
    return { title: say(locale, 'digest.title', { day }), tone: 'neutral', children, source: null };
  };
}

/** What is due for one person, in one transaction: held cards each as they are, lines together as a digest. */
async function sendTo(
  tx: TransactionSql,
  personId: string,
  { random, now }: { random: Random; now: Date },
): Promise<number> {
  const due = await takeDue(tx, personId, now);
  if (due === null || due.length === 0) return 0;
  if ((await addressesOf(tx, [personId])).length === 0) {
    const young = due.filter(({ at }) => now.getTime() - at.getTime() < keptDays * 86_400_000);
    await putOff(tx, young, now);
    return 0;
  }
  for (const { key, mode, body } of due) {
    if (mode !== 'held') continue;
    const cards = heldSchema.parse(body);
    await tell(tx, [personId], { random, now, key, card: (locale) => cards[locale] });
  }
  const lines = due.filter(({ mode }) => mode === 'digest').map(({ body }) => lineSchema.parse(body));
  if (lines.length > 0) {
    const key = `digest:${personId}:${now.toISOString()}`;
    await tell(tx, [personId], { random, now, key, card: digestCard(lines, dayOf(now)) });
  }
  return due.length;
}

async function putOff(tx: TransactionSql, notices: readonly DueNotice[], now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + againMs);
  for (const notice of notices) await addNotices(tx, [{ ...notice, dueAt }], notice.at);
}

/** Again and again, on every replica: sends what has become due, to each person once. Resolves with how much that was. */
export async function sendDueNotices(
  { sql }: Database,
  { random, now }: { random: Random; now: Date },
): Promise<number> {
  const people = await seeing(sql, { sees: 'all' }, (tx) => peopleWithDue(tx, now, peopleAtOnce));
  let sent = 0;
  for (const personId of people)
    sent += await seeing(sql, { sees: 'all' }, (tx) => sendTo(tx, personId, { random, now }));
  return sent;
}

const own = ({ person }: Asking) => ({ sees: 'person', own: person.id }) as const;

export interface NoticeView {
  setting: NoticeSetting | null;
  /** As the policy says where nothing was chosen. */
  times: ReturnType<typeof noticeTimes>;
}

export const noticeSettings = guarded(
  'notice.set',
  async ({ database, policies }: NoticeDeps, asking: Asking): Promise<NoticeView> => {
    const { person, now } = asking;
    const settings = await seeing(database.sql, own(asking), (tx) => settingsOf(tx, [person.id]));
    const setting = settings.get(person.id) ?? null;
    return { setting, times: noticeTimes(setting ?? undefined, policies.on(dayOf(now)).notices) };
  },
);

export type NoticeChange =
  | { quietFrom: string; quietUntil: string }
  | { digestAt: string }
  | { awayFrom: IsoDate | null; awayUntil: IsoDate | null };

const time = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Sets quiet hours, the hour of the digest, or the days on which the person is away.
 * @throws CodedError `notices.time`, `notices.days` {most}
 */
export const setNotices = guarded(
  'notice.set',
  async ({ policies }: NoticeDeps, asking: Asking, change: NoticeChange): Promise<Change<null>> => {
    const { person, now } = asking;
    if ('awayFrom' in change) checkAway(change);
    else if (Object.values(change).some((value) => !time.test(value))) throw new CodedError('notices.time');
    return {
      told: null,
      async write(tx) {
        await seeing(tx, own(asking), async (mine) => {
          await saveSetting(mine, person.id, change);
          if (!('digestAt' in change)) return;
          // What waits comes at the new hour.
          const times = noticeTimes(
            { ...change, quietFrom: null, quietUntil: null },
            policies.on(dayOf(now)).notices,
          );
          await moveDigest(mine, person.id, nextDigest(now, times, await readCalendar(mine)));
        });
        await note(tx, asking, {
          action: 'notice.set',
          subject: person.id,
          result: Object.keys(change).join('+'),
        });
      },
    };
  },
);

function checkAway({ awayFrom, awayUntil }: { awayFrom: IsoDate | null; awayUntil: IsoDate | null }): void {
  if (awayFrom === null || awayUntil === null) return;
  const wrong = new CodedError('notices.days', { most: longestAway });
  if (!isIsoDate(awayFrom) || !isIsoDate(awayUntil) || awayUntil < awayFrom) throw wrong;
  if ((Date.parse(awayUntil) - Date.parse(awayFrom)) / 86_400_000 >= longestAway) throw wrong;
}
