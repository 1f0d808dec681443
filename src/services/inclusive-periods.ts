import type { TransactionSql } from 'postgres';
import { say } from '../chat/words/index.ts';
import { addDays } from '../domain/dates.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import {
  checkRequest,
  dueReminder,
  type Excluded,
  excludedOn,
  periodEnd,
  periodOn,
  type Sector,
  sectors,
} from '../domain/inclusive-period.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type Pseudonyms, type Random } from '../domain/ports.ts';
import { hasJurisdiction, readScope, regionOf } from '../domain/scope.ts';
import { speakersOf } from '../store/classes.ts';
import { type CreditFacts, readCredit } from '../store/credit.ts';
import { type Seeing, seeing } from '../store/scope.ts';
import {
  endingPeriods,
  endPeriod,
  type InclusivePeriod,
  insertPeriod,
  nextPeriodId,
  noteReminded,
  periodsOf,
} from '../store/tolerance.ts';
import { approvalAsked } from './approval-cards.ts';
import { type ApprovalDeps, askApproval } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { periodEnded, periodEnding } from './inclusive-cards.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';
import { supervisorsOf } from './supervisors.ts';

export type { InclusivePeriod };

export interface InclusiveDeps extends ApprovalDeps {
  policies: PolicyBook;
  keys: Pseudonyms;
}

export const reasonLength = { least: 5, most: 200 };

/** The enterprise itself, or those who supervise it; what is not theirs is not told. */
export function sightOver({ person }: Asking): Seeing {
  const { sees, own } = readScope(person);
  return sees === 'own' ? { sees, own } : { sees: 'region', regionCode: person.regionCode };
}

/**
 * An enterprise that the asking person supervises or speaks for, with all that is known of it.
 * @throws CodedError `enterprise.unknown` {uscc}, `enterprise.notYours` {name}
 */
export async function openOwn(
  { database, policies }: Pick<InclusiveDeps, 'database' | 'policies'>,
  { person, now }: Asking,
  uscc: string,
): Promise<{ facts: CreditFacts; policy: Policy }> {
  const facts = await readCredit(database.sql, uscc, readScope(person));
  if (!facts) throw new CodedError('enterprise.unknown', { uscc });
  const own = person.role === 'enterprise' && person.uscc === uscc;
  if (!own && !hasJurisdiction(person, facts.enterprise))
    throw new CodedError('enterprise.notYours', { name: facts.enterprise.name });
  return { facts, policy: policies.on(dayOf(now), facts.enterprise.industryCode) };
}

function checkedReason(reason: string): string {
  const kept = reason.trim();
  if (kept.length < reasonLength.least || kept.length > reasonLength.most)
    throw new CodedError('inclusive.reason', reasonLength);
  return kept;
}

/** What there is, and why there can be none. */
export interface InclusiveView {
  enterprise: CreditFacts['enterprise'];
  policy: Policy;
  /** Holds today. */
  running: InclusivePeriod | null;
  /** Waits for a decision. */
  asked: InclusivePeriod | null;
  past: readonly InclusivePeriod[];
  excluded: Excluded | null;
}

/**
 * 「包容期 企业」: for those who supervise the enterprise, and for itself.
 * @throws CodedError `enterprise.unknown` {uscc}, `enterprise.notYours` {name}
 */
export const viewInclusive = guarded(
  'inclusive.view',
  async (deps: InclusiveDeps, asking: Asking, uscc: string): Promise<InclusiveView> => {
    const { facts, policy } = await openOwn(deps, asking, uscc);
    const { now, purpose } = asking;
    const today = dayOf(now);
    const all = await seeing(deps.database.sql, sightOver(asking), (tx) => periodsOf(tx, uscc, now));
    const granted = all.filter(({ state }) => state !== 'asked');
    const running = periodOn(granted, today);
    asking.audit({ action: 'inclusive.view', subject: uscc, purpose, result: running ? 'running' : 'none' });
    return {
      enterprise: facts.enterprise,
      policy,
      running,
      asked: all.find(({ state }) => state === 'asked') ?? null,
      past: granted.filter((one) => one !== running),
      excluded: excludedOn(facts, policy, today),
    };
  },
);

export interface WantedPeriod {
  uscc: string;
  sector: string;
  months: number;
  reason: string;
}

/**
 * 包容期申请, 方案二（四）一: by an official who supervises the enterprise, or by itself; an official who did not ask agrees.
 * `told.approval` is the number under which it is decided, `told.until` the last day if it is today.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `inclusive.sector` {sector}, `inclusive.reason`
 *   {least, most}, and as `checkRequest`
 */
export const askPeriod = guarded(
  'inclusive.ask',
  async (
    deps: InclusiveDeps,
    asking: Asking,
    { uscc, sector: word, months, reason: given }: WantedPeriod,
  ): Promise<Change<{ approval: number; name: string; until: string }>> => {
    const { facts, policy } = await openOwn(deps, asking, uscc);
    const { enterprise } = facts;
    const { now, person, actor } = asking;
    const sector = sectors.find((one) => one === word);
    if (!sector) throw new CodedError('inclusive.sector', { sector: word });
    const from = dayOf(now);
    const all = await seeing(deps.database.sql, sightOver(asking), (tx) => periodsOf(tx, uscc, now));
    const waits = all.some(({ state }) => state === 'asked');
    checkRequest(facts, policy, { months, from }, { periods: all.filter(granted), waits });
    const reason = checkedReason(given);
    const id = await nextPeriodId(deps.database.sql);
    const region = regionOf(enterprise);
    const subject = subjectOf(enterprise, { sector, months, reason });
    const payload = {
      period: String(id),
      uscc,
      months: String(months),
      clause: policy.inclusivePeriod.clause,
      region,
      org: person.orgId ?? '',
      what: `${sector}:${months}`,
    };
    const about = { kind: 'inclusivePeriod', person: null, payload, subject };
    const asked = await askApproval(deps, asking, about);
    const until = periodEnd(from, months);
    return {
      told: { approval: asked.told, name: enterprise.name, until },
      async write(tx) {
        const row = { id, uscc, sector, from, until, months, reason, askedBy: actor, askedAt: now };
        if (!(await seeing(tx, sightOver(asking), (own) => insertPeriod(own, row))))
          throw new CodedError('inclusive.waits');
        await asked.write(tx);
        // Officials of the region may agree, whichever department they belong to.
        const people = (await supervisorsOf(tx, enterprise)).filter((one) => one !== actor);
        const { random } = deps;
        const card = approvalAsked({ id: asked.told, kind: about.kind, subject, askedBy: actor });
        await tell(tx, people, { random, now, key: `approval:${asked.told}`, card });
      },
    };
  },
);

function granted({ state }: InclusivePeriod): boolean {
  return state === 'approved' || state === 'ended';
}

/** Staff are asked in Chinese. */
function subjectOf(
  { name, uscc }: { name: string; uscc: string },
  { sector, months, reason }: { sector: Sector; months: number; reason: string },
): string {
  const params = { name, uscc, sector: say('zh', `sector.${sector}`), months, reason };
  return say('zh', 'inclusive.subject', params);
}

/**
 * 结束包容期: from today on, where the bottom line of safety was broken. It needs nobody's agreement; acts done before
 * are still judged as done within it.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `inclusive.endOwn`, `inclusive.none` {name},
 *   `inclusive.reason` {least, most}
 */
export const stopPeriod = guarded(
  'inclusive.ask',
  async (
    deps: InclusiveDeps,
    asking: Asking,
    uscc: string,
    given: string,
  ): Promise<Change<{ name: string; on: string }>> => {
    if (asking.person.role !== 'official') throw new CodedError('inclusive.endOwn');
    const { facts } = await openOwn(deps, asking, uscc);
    const { name } = facts.enterprise;
    const { now } = asking;
    const on = dayOf(now);
    const all = await seeing(deps.database.sql, sightOver(asking), (tx) => periodsOf(tx, uscc, now));
    const running = periodOn(all.filter(granted), on);
    if (!running) throw new CodedError('inclusive.none', { name });
    const reason = checkedReason(given);
    return {
      told: { name, on },
      async write(tx) {
        const ended = await seeing(tx, sightOver(asking), (own) =>
          endPeriod(own, running.id, { on, reason }),
        );
        if (!ended) throw new Overtaken();
        const subject = deps.keys.pseudonym(uscc);
        await note(tx, asking, { action: 'inclusive.end', subject, result: String(running.id) });
        const card = periodEnded(running, on, reason);
        const { random } = deps;
        const people = await speakersOf(tx, uscc);
        await tell(tx, people, { random, now, key: `inclusive:${running.id}:ended`, card });
      },
    };
  },
);

/**
 * Every day: tells enterprises and those who supervise them that a 包容期 ends, so many days before as the policy says and
 * once it is over, each once. Resolves with how many periods were told of.
 */
export async function remindInclusivePeriods(
  tx: TransactionSql,
  { random, now, policies }: { random: Random; now: Date; policies: PolicyBook },
): Promise<number> {
  const today = dayOf(now);
  const { remindDays } = policies.on(today).tolerance;
  const ahead = addDays(today, Math.max(...remindDays));
  const due = await seeing(tx, { sees: 'all' }, async (all) => {
    const told: { period: InclusivePeriod; days: number }[] = [];
    for (const period of await endingPeriods(all, ahead)) {
      const reminder = dueReminder(period.until, today, remindDays, period.reminded);
      if (!reminder) continue;
      await noteReminded(all, period.id, reminder.covers);
      told.push({ period, days: reminder.tell });
    }
    return told;
  });
  for (const { period, days } of due) {
    const telling = { random, now, key: `inclusive:${period.id}:${days}` };
    const left = { days: daysUntil(today, period.until), over: days === 0 };
    const own = await speakersOf(tx, period.uscc);
    await tell(tx, own, { ...telling, card: periodEnding(period, { ...left, own: true }) });
    const staff = await supervisorsOf(tx, period);
    await tell(tx, staff, { ...telling, card: periodEnding(period, { ...left, own: false }) });
  }
  return due.length;
}

/** Whole days to the last one; a reminder that comes late says how many there really are. */
function daysUntil(today: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000));
}

/**
 * Whether a period could be asked for at all, before anybody fills anything in.
 * @throws CodedError as `askPeriod`, but for what was not said yet
 */
export const mayAskPeriod = guarded(
  'inclusive.ask',
  async (deps: InclusiveDeps, asking: Asking, uscc: string): Promise<{ name: string; policy: Policy }> => {
    const { facts, policy } = await openOwn(deps, asking, uscc);
    const { now } = asking;
    const all = await seeing(deps.database.sql, sightOver(asking), (tx) => periodsOf(tx, uscc, now));
    const waits = all.some(({ state }) => state === 'asked');
    const least = { months: policy.inclusivePeriod.minMonths, from: dayOf(now) };
    checkRequest(facts, policy, least, { periods: all.filter(granted), waits });
    return { name: facts.enterprise.name, policy };
  },
);
