import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComplaintRecord,
  type CreditRecord,
  complaintOutcomes,
  type EvaluationRecord,
  evaluationGrades,
  type ListRecord,
  type PenaltyRecord,
  type PermitRecord,
  recordStatuses,
} from '../../src/domain/credit.ts';
import { addDays } from '../../src/domain/dates.ts';
import type { Dossier } from '../../src/domain/next-change.ts';
import type { Signal } from '../../src/domain/policy-supervision.ts';
import { signalsOf } from '../../src/domain/signals.ts';
import { specialAreasOf } from '../../src/domain/special-areas.ts';
import { tierOf } from '../../src/domain/tiers.ts';
import { firm, policy } from './credit-records.ts';
import { complaint, entry, evaluation, penalty, permit } from './signal-records.ts';

/** Days about 30 apart, give or take one, so that periods of 30 to 180 days meet, touch and miss each other. */
const first = '2026-01-01';
const dayUntil = (months: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: months }), fc.constantFrom(0, 0, 1, 1, -1))
    .map(([month, near]) => addDays(first, 30 * month + near));
const day = dayUntil(9);
const status = fc.constantFrom('inForce' as const, 'inForce' as const, 'inForce' as const, ...recordStatuses);
/** Not always with its code; one code under several names is in the case tables. */
const authority = fc.constantFrom(
  { authority: '示例甲局', authorityCode: null },
  { authority: '示例甲局', authorityCode: 'CODE1' },
  { authority: '示例乙局', authorityCode: null },
  { authority: '示例乙局', authorityCode: 'CODE2' },
);
const own = fc
  .record({ decidedOn: day, status, by: authority, repairedOn: fc.option(day, { freq: 3 }) })
  .map(({ by, ...rest }) => ({ ...rest, ...by }));
const complaints = fc
  .tuple(own, fc.constantFrom('verified' as const, ...complaintOutcomes))
  .map(([more, outcome]) => complaint(more.decidedOn, outcome, { ...more, repairedOn: null }));
const penalties = fc
  .tuple(own, fc.constantFrom(100, 50_000))
  .map(([more, fine]) => penalty(more.decidedOn, ['fine'], { ...more, fine }));
const permits = fc
  .tuple(
    own,
    fc.option(day, { freq: 4 }),
    fc.option(day, { freq: 2 }),
    fc.constantFrom('药品经营许可证', '食品经营许可证'),
    fc.constantFrom('', 'N1'),
  )
  .map(([more, validUntil, validFrom, licenceName, licenceNo]) =>
    permit(more.decidedOn, { ...more, repairedOn: null, validUntil }, { licenceName, licenceNo, validFrom }),
  );
const evaluations = fc
  .tuple(
    own,
    fc.constantFrom('public' as const, 'industry' as const),
    fc.constantFrom(...evaluationGrades),
    fc.constantFrom('甲', '乙', '丙'),
  )
  .map(([more, dimension, grade, period]) => {
    const plain = evaluation(more.decidedOn, dimension, grade, { ...more, repairedOn: null });
    return { ...plain, details: { ...plain.details, period } };
  });
const entries = fc
  .tuple(own, fc.constantFrom('abnormalOperation' as const, 'keyWatch' as const), fc.option(day))
  .map(([more, list, validUntil]) => entry(more.decidedOn, list, { ...more, validUntil }));
const dossier = fc
  .tuple(
    fc.array(fc.oneof(complaints, penalties, penalties, permits, evaluations, entries), { maxLength: 9 }),
    fc.constantFrom<readonly string[]>([], [], ['药品']),
  )
  .map(
    ([records, specialAreas]): Dossier => ({
      enterprise: { ...firm, specialAreas },
      records: records.map((record, index) => ({ ...record, id: `r${index}` })),
    }),
  );

const within = (from: string, on: string, days: number) => from <= on && on <= addDays(from, days);
const rule = (signal: Signal) => {
  const found = policy.signals.get(signal);
  if (!found) throw new Error(`no rule for ${signal}`);
  return found;
};

/** What is known on a day, straight from the definitions of docs/early-warning.md and without any cleverness. */
function holdsOn({ enterprise, records }: Dossier, on: string, knownOn: string): Set<string> {
  const known = records.filter((r) => r.status === 'inForce' && r.decidedOn <= on && r.decidedOn <= knownOn);
  const repaired = (r: CreditRecord) =>
    r.repairedOn !== null && r.repairedOn <= on && r.repairedOn <= knownOn ? r.repairedOn : null;
  const of = <R extends CreditRecord>(kind: R['kind']) => known.filter((r): r is R => r.kind === kind);
  const fines = of<PenaltyRecord>('penalty');
  const found = new Set<string>();

  const burst = rule('complaintBurst');
  const verified = of<ComplaintRecord>('complaint').filter(
    (r) => ['verified', 'partly'].includes(r.details.outcome) && within(r.decidedOn, on, burst.days),
  );
  if (verified.length >= burst.count) found.add('complaintBurst');

  const several = rule('severalAgencies');
  // The name of an authority tells its code, wherever a decision has both.
  const everything = records.filter((r) => r.kind === 'penalty' && r.status === 'inForce');
  const coded = new Map(
    everything
      .filter((r) => r.decidedOn <= knownOn && r.authorityCode !== null)
      .map((r) => [r.authority, r.authorityCode]),
  );
  const authorities = fines
    .filter((r) => within(r.decidedOn, on, several.days))
    .map((r) => r.authorityCode ?? coded.get(r.authority) ?? r.authority);
  if (new Set(authorities).size >= several.count) found.add('severalAgencies');

  const expiring = rule('licenceExpiring');
  const licences = of<PermitRecord>('permit');
  for (const one of licences) {
    const { validUntil } = one;
    if (validUntil === null || validUntil < on || validUntil > addDays(on, expiring.days)) continue;
    const newer = licences.some((other) => {
      if (other === one || other.details.licenceName !== one.details.licenceName) return false;
      const until = other.validUntil ?? '9999-12-31';
      if (other.decidedOn === one.decidedOn)
        return until > validUntil || (until === validUntil && other.id > one.id);
      const same = one.details.licenceNo !== '' && one.details.licenceNo === other.details.licenceNo;
      return other.decidedOn > one.decidedOn && (until >= validUntil || same);
    });
    if (!newer) found.add(`licenceExpiring ${one.id}`);
  }

  const drop = rule('evaluationDrop');
  const rated = of<EvaluationRecord>('evaluation');
  const place = (r: EvaluationRecord) => evaluationGrades.indexOf(r.details.grade ?? 'EXCELLENT');
  for (const newer of rated.filter((r) => within(r.decidedOn, on, drop.days))) {
    const others = rated.filter(
      (r) =>
        r.details.dimension === newer.details.dimension &&
        r.authority === newer.authority &&
        r.details.period !== newer.details.period,
    );
    if (others.some((r) => r.decidedOn > newer.decidedOn)) continue;
    const before = others.filter((r) => r.decidedOn < newer.decidedOn);
    const latest = (r: EvaluationRecord) => `${r.decidedOn} ${r.id}`;
    const period = before.sort((a, b) => (latest(a) < latest(b) ? -1 : 1)).at(-1)?.details.period;
    const lowest = Math.max(...before.filter((r) => r.details.period === period).map(place));
    if (period !== undefined && place(newer) - lowest >= drop.count) found.add('evaluationDrop');
  }

  const relapse = rule('relapse');
  for (const before of known) {
    const repairedOn = repaired(before);
    if (repairedOn === null) continue;
    const again = fines.filter(
      (r) =>
        r !== before &&
        within(repairedOn, r.decidedOn, relapse.days) &&
        within(r.decidedOn, on, relapse.days),
    );
    if (again.length > 0) found.add('relapse');
  }

  const trouble = rule('specialAreaTrouble');
  const grave = [
    ...fines.filter((r) => tierOf(r, policy).tier !== 'MINOR'),
    ...of<ListRecord>('list').filter(
      (r) =>
        r.details.list !== 'keyWatch' && (r.validUntil === null || on < r.validUntil) && repaired(r) === null,
    ),
  ].filter((r) => within(r.decidedOn, on, trouble.days));
  const special = specialAreasOf(
    { enterprise, records: records.filter((r) => r.decidedOn <= knownOn) },
    policy,
    on,
  );
  if (grave.length > 0 && special.length > 0) found.add('specialAreaTrouble');
  return found;
}

const keyOf = ({ signal, subject }: { signal: Signal; subject: string }) =>
  subject === '' ? signal : `${signal} ${subject}`;
const asOf = dayUntil(11);
const runs = { numRuns: 800 };

describe('signals, against their definitions taken day by day', () => {
  it('hold exactly on the days on which the definition does', () => {
    fc.assert(
      fc.property(dossier, asOf, (known, on) => {
        const told = signalsOf(known, policy, on).findings.map(keyOf);
        expect(new Set(told).size).toBe(told.length);
        expect(new Set(told)).toEqual(holdsOn(known, on, on));
      }),
      { numRuns: 4000 },
    );
  });

  it('name the first day and, if nothing new comes in, the last', () => {
    fc.assert(
      fc.property(dossier, asOf, (known, on) => {
        for (const finding of signalsOf(known, policy, on).findings) {
          const key = keyOf(finding);
          const { since, until } = finding;
          expect(since <= on && (until === null || on <= until)).toBe(true);
          for (let d = since; d <= on; d = addDays(d, 1))
            expect(holdsOn(known, d, on).has(key), `${key} ${d}`).toBe(true);
          expect(holdsOn(known, addDays(since, -1), on).has(key)).toBe(false);
          if (until === null) continue;
          for (let d = on; d <= until; d = addDays(d, 1))
            expect(holdsOn(known, d, on).has(key), `${key} ${d}`).toBe(true);
          expect(holdsOn(known, addDays(until, 1), on).has(key)).toBe(false);
        }
      }),
      runs,
    );
  });

  it('tell the next day on which one begins by itself', () => {
    fc.assert(
      fc.property(dossier, asOf, (known, on) => {
        const { nextOn } = signalsOf(known, policy, on);
        const end = addDays(first, 800);
        let expected: string | null = null;
        for (let d = addDays(on, 1); d <= end && expected === null; d = addDays(d, 1)) {
          const begun = signalsOf(known, policy, d).findings.some(({ since }) => since === d);
          if (begun) expected = d;
        }
        expect(nextOn).toBe(expected);
      }),
      runs,
    );
  });

  it('are the same for any order of the records, which stay as they were', () => {
    fc.assert(
      fc.property(dossier, asOf, fc.infiniteStream(fc.nat()), (known, on, chance) => {
        const shuffled = known.records
          .map((record) => ({ record, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ record }) => record);
        const before = structuredClone(shuffled);
        const told = signalsOf({ ...known, records: shuffled }, policy, on);
        expect(told).toEqual(signalsOf(known, policy, on));
        expect(shuffled).toEqual(before);
      }),
      runs,
    );
  });

  it('rest on records in force that had been decided by then', () => {
    fc.assert(
      fc.property(dossier, asOf, (known, on) => {
        const byId = new Map(known.records.map((record) => [record.id, record]));
        for (const { records, signal } of signalsOf(known, policy, on).findings) {
          expect(records.length).toBeGreaterThan(0);
          for (const id of records) {
            const record = byId.get(id);
            expect(record?.status).toBe('inForce');
            expect(record && record.decidedOn <= on, `${signal} ${id}`).toBe(true);
          }
        }
      }),
      runs,
    );
  });
});
