import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { say } from '../chat/words/index.ts';
import { CodedError } from '../domain/errors.ts';
import type { Pseudonyms, Random } from '../domain/ports.ts';
import { speakersOf } from '../store/classes.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { openOwn } from './inclusive-periods.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';

export interface SoftDeps {
  database: Database;
  policies: PolicyBook;
  keys: Pseudonyms;
  random: Random;
}

/** 行政提示, 行政建议, 二（四）二. 约谈 is part of the accumulation watch. */
export const softKinds = ['prompt', 'advice'] as const;
export type SoftKind = (typeof softKinds)[number];

export const softLength = { least: 5, most: 300 };

/** For the enterprise: what it is told, by which department, and that it binds it to nothing. */
function softCard(kind: SoftKind, { text, by, id }: { text: string; by: string; id: string }, from: string) {
  return (locale: Locale): DraftCard => ({
    title: say(locale, `soft.${kind}.title`, { by: from }),
    tone: 'notice',
    once: true,
    children: [
      { type: 'text', text },
      { type: 'note', text: say(locale, `soft.${kind}.note`) },
      {
        type: 'actions',
        actions: [
          {
            label: say(locale, 'soft.seen'),
            style: 'primary',
            intent: 'soft.seen',
            args: { kind, by, id },
          },
        ],
      },
    ],
    source: null,
  });
}

/**
 * 柔性监管: an official or inspector writes to those who speak for an enterprise of their region, who can answer that they
 * have read it. `told.reached`: how many speak for it. Kept in the audit log, not as a record of the enterprise.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `soft.length` {least, most}, `soft.nobody` {name}
 */
export const sendSoft = guarded(
  'exemption.judge',
  async (
    deps: SoftDeps,
    asking: Asking,
    { uscc, kind, text: given }: { uscc: string; kind: SoftKind; text: string },
  ): Promise<Change<{ name: string; reached: number }>> => {
    const { facts } = await openOwn(deps, asking, uscc);
    const { name } = facts.enterprise;
    const text = given.trim();
    if (text.length < softLength.least || text.length > softLength.most)
      throw new CodedError('soft.length', softLength);
    const people = await deps.database.sql.begin((tx) => speakersOf(tx, uscc));
    if (people.length === 0) throw new CodedError('soft.nobody', { name });
    const { now, actor, person } = asking;
    const { random, keys } = deps;
    const id = Buffer.from(random.bytes(6)).toString('hex');
    return {
      told: { name, reached: people.length },
      async write(tx) {
        const card = softCard(
          kind,
          { text, by: actor, id },
          person.department ?? say('zh', 'soft.authority'),
        );
        await tell(tx, people, { random, now, key: `soft:${id}`, card });
        const subject = keys.pseudonym(uscc);
        await note(tx, asking, { action: `guidance.${kind}`, subject, result: id });
      },
    };
  },
);

/**
 * 已知悉: the asking representative has read it, which whoever wrote it is told. `by` and `id` are of the message itself.
 * @throws CodedError `soft.foreign`
 */
export const acknowledgeSoft = guarded(
  'exemption.list',
  async (
    { database, random, keys }: SoftDeps,
    asking: Asking,
    { kind, by, id }: { kind: SoftKind; by: string; id: string },
  ): Promise<Change<null>> => {
    const { person, now } = asking;
    const { uscc } = person;
    if (uscc === null) throw new CodedError('soft.foreign');
    const name = (await namesAndRegions(database.sql, [uscc])).get(uscc)?.name ?? uscc;
    return {
      told: null,
      async write(tx) {
        await note(tx, asking, { action: 'guidance.seen', subject: keys.pseudonym(uscc), result: id });
        const card = (locale: Locale): DraftCard =>
          notice(locale, 'good', 'soft.read.title', 'soft.read.text', {
            name,
            what: say(locale, `soft.${kind}`),
          });
        await tell(tx, [by], { random, now, key: `soft:${id}:seen:${person.id}`, card });
      },
    };
  },
);
