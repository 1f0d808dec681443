import { addDays, isIsoDate } from '../domain/dates.ts';
import { CodedError } from '../domain/errors.ts';
import { type ExemptionItem, findItems, itemApplies } from '../domain/exemption-list.ts';
import { type Excluded, excludedOn, isLasting, periodOn } from '../domain/inclusive-period.ts';
import type { Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type IsoDate, type Pseudonyms, type Random } from '../domain/ports.ts';
import { seesUnpublicised } from '../domain/scope.ts';
import {
  type Answers,
  checkFirst,
  type FirstCheck,
  nextQuestion,
  type Situation,
  type Suggestion,
  suggest,
} from '../domain/tolerance.ts';
import { isPublicised } from '../domain/visibility.ts';
import { speakersOf } from '../store/classes.ts';
import type { CreditFacts } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { seeing } from '../store/scope.ts';
import {
  guidedActs,
  type InclusivePeriod,
  insertExemption,
  nextExemptionId,
  periodsOf,
} from '../store/tolerance.ts';
import { exemptionGuided } from './exemption-cards.ts';
import { shippedExemptions } from './exemption-list.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { openOwn, sightOver } from './inclusive-periods.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';

export interface ExemptionDeps {
  database: Database;
  policies: PolicyBook;
  keys: Pseudonyms;
  random: Random;
}

export const actLength = { least: 2, most: 200 };
export const exemptionReasonLength = { least: 5, most: 200 };
/** No term to correct is longer: what takes more time is no minor matter. Our default. */
export const longestTermDays = 90;
/** Candidates that can be told apart and answered by number. */
const candidates = 5;

/** What somebody did, as far as it was said. */
export interface Act {
  uscc: string;
  act: string;
  /** Null: not said yet. */
  actOn: IsoDate | null;
  /** Item of the list; `none`: on no list; null: not chosen yet. */
  item: string | null;
}

/** All that the questions rest on, read anew at every step. */
export interface Examined {
  enterprise: CreditFacts['enterprise'];
  policy: Policy;
  excluded: Excluded | null;
  /** Items that it may be, likeliest first. */
  candidates: readonly ExemptionItem[];
  item: ExemptionItem | null;
  /** The 包容期 in which the act was done. */
  period: InclusivePeriod | null;
  situation: Situation;
  first: FirstCheck;
  /** Of what `first` found: records of other departments, which the officer may not read. */
  hidden: number;
}

/** Lists of other departments are not for this one to apply; who belongs to none decides by itself. */
function appliedBy({ department }: Person, { list }: ExemptionItem): boolean {
  if (department === null || list.authorities.length === 0) return true;
  return list.authorities.some((word) => department.includes(word));
}

function itemFor(person: Person, { item, actOn }: Act, today: IsoDate): ExemptionItem | null {
  if (item === null || item === 'none') return null;
  const found = shippedExemptions().find(({ id }) => id === item);
  if (!found || !appliedBy(person, found) || !itemApplies(found, actOn ?? today, today))
    throw new CodedError('exemption.item');
  return found;
}

/** Ids of the records that the officer may read, decided as for a look-up: here, and by the database. */
function readableBy(
  person: Person,
  { enterprise, records, visible }: CreditFacts,
  policy: Policy,
  today: IsoDate,
): ReadonlySet<string> {
  const seen = new Set(visible);
  const readable = records.filter(
    (record) =>
      seen.has(record.id) &&
      (seesUnpublicised(person, enterprise, record) || isPublicised(record, policy, today)),
  );
  return new Set(readable.map(({ id }) => id));
}

function check({ act, actOn }: Act, today: IsoDate): void {
  if (act.trim().length < actLength.least || act.trim().length > actLength.most)
    throw new CodedError('exemption.act', actLength);
  if (actOn !== null && !(isIsoDate(actOn) && actOn <= today))
    throw new CodedError('exemption.day', { today });
}

/**
 * What is known about an act: whether tolerance is out of the question at all, the items it may be, whether it lay within
 * the 包容期, and what speaks against its being the first. It is judged by the day on which it was done.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `exemption.act` {least, most}, `exemption.day` {today},
 *   `exemption.item`
 */
async function examine(deps: ExemptionDeps, asking: Asking, wanted: Act): Promise<Examined> {
  const { person, now } = asking;
  const today = dayOf(now);
  check(wanted, today);
  const { uscc, act, actOn } = wanted;
  const { facts, policy } = await openOwn(deps, asking, uscc);
  const item = itemFor(person, wanted, today);
  const on = actOn ?? today;
  const { periods, guided } = await seeing(deps.database.sql, sightOver(asking), async (tx) => ({
    periods: await periodsOf(tx, uscc, now),
    guided: await guidedActs(tx, uscc),
  }));
  const found = excludedOn(facts, policy, on, act);
  const period = periodOn(
    periods.filter(({ state }) => state !== 'asked'),
    on,
  );
  const months = policy.tolerance.firstMonths;
  const first = checkFirst({ act, actOn: on, item }, { records: facts.records, guided, months });
  const readable = readableBy(person, facts, policy, today);
  const before = first.before.filter(({ kind, id }) => kind === 'exemption' || readable.has(id));
  return {
    enterprise: facts.enterprise,
    policy,
    // A licence is judged by the day of the act, which is not known yet.
    excluded: found && (actOn !== null || isLasting(found)) ? found : null,
    candidates: findItems(
      shippedExemptions().filter((one) => itemApplies(one, on, today) && appliedBy(person, one)),
      act,
    ).slice(0, candidates),
    item,
    period,
    situation: {
      inPeriod: period !== null,
      clause: policy.tolerance.clause,
      item: item && {
        kind: item.kind,
        clause: item.clause,
        list: item.list.number ? `${item.list.title.zh}（${item.list.number}）` : item.list.title.zh,
        origin: item.list.origin,
      },
    },
    first: { ...first, before },
    hidden: first.before.length - before.length,
  };
}

/**
 * 免罚判断, one step of it: see `examine`. The beginning is noted in the audit log as a look-up.
 * @throws CodedError as `examine`
 */
export const examineAct = guarded(
  'exemption.judge',
  async (deps: ExemptionDeps, asking: Asking, wanted: Act): Promise<Examined> => {
    const examined = await examine(deps, asking, wanted);
    if (wanted.actOn === null) {
      const result = examined.excluded?.by ?? 'asked';
      const { purpose } = asking;
      asking.audit({ action: 'exemption.judge', subject: wanted.uscc, purpose, result });
    }
    return examined;
  },
);

/** What the officer decides, with all that it rests on. */
export interface Decision extends Act {
  actOn: IsoDate;
  item: string;
  answers: Answers;
  decision: 'guided' | 'case';
  /** '' where it is as suggested. */
  reason: string;
  /** Null: the days that the policy says from today. */
  correctBy: IsoDate | null;
}

/** Where the officer has to say why: other than suggested, or other than what the records tell. */
export function needsReason(
  suggestion: Suggestion,
  first: FirstCheck,
  { decision, answers }: Pick<Decision, 'decision' | 'answers'>,
): boolean {
  const suggested = suggestion.outcome === 'guide' ? 'guided' : 'case';
  return (
    decision !== suggested || (decision === 'guided' && first.proposed === 'no' && answers.first === 'yes')
  );
}

/**
 * The officer's decision, kept with every answer; the bot only suggests, but where something is not known nothing is
 * left at guidance. Guidance is told to the enterprise, with the day by which to correct it.
 * @throws CodedError as `examine`; `exemption.excluded`, `exemption.incomplete`, `exemption.notKnown`,
 *   `exemption.reason` {least, most}, `exemption.correctBy` {from, until}
 */
export const decideExemption = guarded(
  'exemption.judge',
  async (
    deps: ExemptionDeps,
    asking: Asking,
    wanted: Decision,
  ): Promise<
    Change<{ id: number; name: string; correctBy: IsoDate | null; decision: Decision['decision'] }>
  > => {
    const { enterprise, policy, excluded, situation, first } = await examine(deps, asking, wanted);
    const { uscc, actOn, answers, decision } = wanted;
    if (excluded) throw new CodedError('exemption.excluded');
    if (nextQuestion(situation, answers) !== null) throw new CodedError('exemption.incomplete');
    const suggestion = suggest(situation, answers);
    if (decision === 'guided' && suggestion.outcome === 'unknown') throw new CodedError('exemption.notKnown');
    const reason = wanted.reason.trim();
    const { least, most } = exemptionReasonLength;
    if (reason.length > most || (needsReason(suggestion, first, wanted) && reason.length < least))
      throw new CodedError('exemption.reason', exemptionReasonLength);
    const { now, actor, person } = asking;
    const correctBy = decision === 'guided' ? termOf(wanted.correctBy, dayOf(now), policy) : null;
    const id = await nextExemptionId(deps.database.sql);
    const item = wanted.item === 'none' ? null : wanted.item;
    const row = { id, uscc, act: wanted.act.trim(), actOn, item, answers, suggestion, decision, reason };
    const made = { ...row, decidedBy: actor, decidedAt: now, orgId: person.orgId, correctBy };
    return {
      told: { id, name: enterprise.name, correctBy, decision },
      async write(tx) {
        await seeing(tx, sightOver(asking), (own) => insertExemption(own, made));
        const subject = deps.keys.pseudonym(uscc);
        const result = `${id}:${suggestion.outcome}>${decision}`;
        await note(tx, asking, { action: 'exemption.decide', subject, result });
        if (decision !== 'guided') return;
        const card = exemptionGuided({ ...made, name: enterprise.name }, policy.tolerance.firstMonths);
        const { random } = deps;
        const people = await speakersOf(tx, uscc);
        await tell(tx, people, { random, now, key: `exemption:${id}:guided`, card });
      },
    };
  },
);

/** The day by which it is to be corrected. @throws CodedError `exemption.correctBy` {from, until} */
function termOf(wanted: IsoDate | null, today: IsoDate, { tolerance }: Policy): IsoDate {
  if (wanted === null) return addDays(today, tolerance.correctDays);
  const until = addDays(today, longestTermDays);
  if (!(isIsoDate(wanted) && wanted >= today && wanted <= until))
    throw new CodedError('exemption.correctBy', { from: today, until });
  return wanted;
}
