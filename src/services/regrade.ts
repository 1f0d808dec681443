import { setTimeout as sleep } from 'node:timers/promises';
import type { TransactionSql } from 'postgres';
import type { Locale } from '../chat/event.ts';
import { say } from '../chat/words/index.ts';
import { CodedError } from '../domain/errors.ts';
import { grade } from '../domain/grading.ts';
import { nextChangeWith, overrideOn, withOverride } from '../domain/override.ts';
import { type Clock, dayOf, type IsoDate, type Pseudonyms, type Random } from '../domain/ports.ts';
import {
  type Cause,
  type Concerned,
  concernedBy,
  type Judged,
  keepFailed,
  queueDue,
  retryFailed,
  saveJudged,
  type ToJudge,
  takeQueued,
  takeThese,
} from '../store/classes.ts';
import type { Database } from '../store/database.ts';
import { readCalendar } from '../store/holidays.ts';
import { Mail } from './announce.ts';
import { type ChangedClass, classChangedFollowed, classChangedOwn } from './class-cards.ts';
import type { PolicyBook } from './policy.ts';
import { attend, noCalendar, type Watched, watchThese } from './watching.ts';

export interface RegradeDeps {
  policies: PolicyBook;
  keys: Pseudonyms;
  random: Random;
  clock: Clock;
}

export interface Regraded {
  judged: number;
  /** Codes of those that could not be judged, each with why; they wait for something new, or for the night. */
  failed: readonly { uscc: string; failure: string }[];
  /** Whose class is another than it was. */
  changed: number;
}

/** How an enterprise is judged on a day: by the very function that answers look-ups, and until when that holds. */
function judge(one: ToJudge, policies: PolicyBook, asOf: IsoDate) {
  const policy = policies.on(asOf, one.enterprise.industryCode);
  const plain = grade(one, policy, asOf);
  const grading = withOverride(plain, overrideOn(one.overrides, asOf), policy);
  const nextOn = nextChangeWith(one, one.overrides, policy, plain);
  return { policy, grading, nextOn, attention: attend(one, policy, asOf) };
}

/** What made it change: the calendar, other rules, a hand, or something that came in. */
function causeOf(
  { stored }: ToJudge,
  policyId: string,
  basisRule: string,
  policyRule: string,
  asOf: IsoDate,
): Cause {
  if (basisRule === policyRule) return 'override';
  if (stored && stored.policyId !== policyId) return 'policy';
  return stored?.nextOn != null && stored.nextOn <= asOf ? 'time' : 'event';
}

/** Judges, writes what is new, and tells those concerned, all in the caller's transaction. */
async function judgeAll(
  tx: TransactionSql,
  { policies, keys, random }: Pick<RegradeDeps, 'policies' | 'keys' | 'random'>,
  waiting: readonly ToJudge[],
  now: Date,
): Promise<Regraded> {
  const asOf = dayOf(now);
  const judged: Judged[] = [];
  const changes: ChangedClass[] = [];
  const failed: { uscc: string; failure: string }[] = [];
  const watched: Watched[] = [];
  for (const one of waiting) {
    const { stored, enterprise } = one;
    let result: ReturnType<typeof judge>;
    try {
      result = judge(one, policies, asOf);
    } catch (error) {
      // One that no rule can read must not hold up its neighbours: kept, told, and tried again.
      failed.push({ uscc: enterprise.uscc, failure: reasonOf(error) });
      continue;
    }
    const { policy, grading, nextOn, attention } = result;
    watched.push({ one, policy, attention });
    const { creditClass, provisional } = grading;
    const from = stored && stored.creditClass !== creditClass ? stored.creditClass : null;
    const same =
      stored?.creditClass === creditClass &&
      stored.provisional === provisional &&
      stored.policyId === policy.id &&
      stored.nextOn === nextOn;
    if (same) continue;
    const { uscc, name, sample } = enterprise;
    const first = grading.basis[0]?.rule ?? '';
    judged.push({
      uscc,
      creditClass,
      provisional,
      policyId: policy.id,
      asOf,
      nextOn,
      from,
      cause: causeOf(one, policy.id, first, policy.override.id, asOf),
      basis:
        from === null
          ? null
          : grading.basis.map((entry) => ({
              rule: entry.rule,
              clause: entry.clause,
              records: entry.records,
              from: entry.from,
              to: entry.to,
            })),
      subject: from === null ? null : keys.pseudonym(uscc),
    });
    if (from !== null) changes.push({ uscc, name, sample, from, grading, policy });
  }
  if (judged.length > 0) await saveJudged(tx, judged, now);
  const stepping = { random, now, keys };
  if (changes.length > 0) await tellConcerned(tx, stepping, changes);
  await watchThese(tx, stepping, watched);
  if (failed.length > 0) await keepFailed(tx, failed);
  return { judged: waiting.length - failed.length, failed, changed: changes.length };
}

/** Never what the record says. */
function reasonOf(error: unknown): string {
  return error instanceof CodedError ? error.code : error instanceof Error ? error.name : 'unknown';
}

/** Those who speak for an enterprise and those who follow it at once, those who follow its region or industry in a digest. */
async function tellConcerned(
  tx: TransactionSql,
  { random, now }: { random: Random; now: Date },
  changes: readonly ChangedClass[],
): Promise<void> {
  const concerned = await concernedBy(
    tx,
    changes.map(({ uscc }) => uscc),
  );
  const rule = changes[0]?.policy.notices;
  if (concerned.length === 0 || !rule) return;
  const mail = new Mail();
  for (const changed of changes) {
    const { uscc, name, from, grading } = changed;
    const people = (wanted: Concerned['how']): string[] =>
      concerned.filter((one) => one.uscc === uscc && one.how === wanted).map(({ personId }) => personId);
    const common = {
      key: `class:${uscc}:${now.getTime()}:${from}:${grading.creditClass}`,
      cause: `class:${uscc}`,
      line: {
        group: 'follows' as const,
        text: (locale: Locale) =>
          say(locale, 'digest.class', {
            name,
            from: say(locale, `class.${from}`),
            to: say(locale, `class.${grading.creditClass}`),
          }),
      },
    };
    const followed = classChangedFollowed(changed);
    mail.add(people('own'), { ...common, severity: 'high', card: classChangedOwn(changed) });
    mail.add(people('follow'), { ...common, severity: 'high', card: followed });
    mail.add(people('scope'), { ...common, severity: 'normal', card: followed });
  }
  // Only what comes with a digest asks which days are worked.
  const digests = concerned.some(({ how }) => how === 'scope');
  await mail.send(tx, { random, now, rule, calendar: digests ? await readCalendar(tx) : noCalendar });
}

/** Judges enterprises at once, in the transaction in which something about them was written. */
export async function regradeThese(
  tx: TransactionSql,
  deps: Omit<RegradeDeps, 'clock'>,
  codes: readonly string[],
  now: Date,
): Promise<Regraded> {
  return judgeAll(tx, deps, await takeThese(tx, codes), now);
}

const atOnce = 500;
/** Beside people who wait for an answer: fewer at once, and as long a rest after each as it took. */
const gentlyAtOnce = 100;

export interface Pace {
  /** Asked before each transaction. */
  stop?: () => boolean;
  gently?: boolean;
}

/** Judges those that something came in about, a few hundred in a transaction, until none is left or `stop` says so. */
export async function regradeQueued(
  { sql }: Database,
  deps: RegradeDeps,
  { stop = () => false, gently = false }: Pace = {},
): Promise<Regraded> {
  const total = { judged: 0, changed: 0, failed: [] as { uscc: string; failure: string }[] };
  const limit = gently ? gentlyAtOnce : atOnce;
  for (let more = true; more && !stop(); ) {
    const started = performance.now();
    const done = await sql.begin(async (tx) =>
      judgeAll(tx, deps, await takeQueued(tx, limit), deps.clock.now()),
    );
    total.judged += done.judged;
    total.changed += done.changed;
    total.failed.push(...done.failed);
    const count = done.judged + done.failed.length;
    more = count > 0;
    if (gently && count === limit) await sleep(performance.now() - started);
  }
  return total;
}

/**
 * Every night: those whose class, course or signals the passing of time changes today are put on the list of those to be judged, and those
 * that could not be judged are tried again.
 */
export async function queueToday(tx: TransactionSql, now: Date): Promise<number> {
  await retryFailed(tx);
  return queueDue(tx, dayOf(now));
}
