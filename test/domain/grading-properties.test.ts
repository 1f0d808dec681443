import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CreditRecord, recordStatuses } from '../../src/domain/credit.ts';
import { addMonths, later } from '../../src/domain/dates.ts';
import { isDiscredit } from '../../src/domain/effect.ts';
import { grade } from '../../src/domain/grading.ts';
import { gravity } from '../../src/domain/policy.ts';
import { common, day, discredit, evaluations, history } from './arbitrary-records.ts';
import { commitment, entry, firm, neutralPublicity, policy } from './credit-records.ts';

const run = (records: CreditRecord[], asOf: string) => grade({ enterprise: firm, records }, policy, asOf);
const gravityOf = (records: CreditRecord[], asOf: string) => gravity(run(records, asOf).creditClass);
const often = { numRuns: 1000 };

describe('for any records on any day', () => {
  it('their order makes no difference', () => {
    const shuffled = history.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    );
    fc.assert(
      fc.property(shuffled, day, ([records, other], asOf) => {
        expect(run(other, asOf)).toEqual(run(records, asOf));
      }),
      often,
    );
  });

  it('one more discredit record never improves the class', () => {
    fc.assert(
      fc.property(history, discredit, day, (records, more, asOf) => {
        expect(gravityOf([...records, { ...more, id: 'more' }], asOf)).toBeGreaterThanOrEqual(
          gravityOf(records, asOf),
        );
      }),
      often,
    );
  });

  it('repairing a record never worsens the class', () => {
    fc.assert(
      fc.property(history, day, fc.nat(7), (records, asOf, which) => {
        const repaired = records.map((record, index) =>
          index === which ? { ...record, repairedOn: asOf } : record,
        );
        expect(gravityOf(repaired, asOf)).toBeLessThanOrEqual(gravityOf(records, asOf));
      }),
      often,
    );
  });

  it('what is not in force and what is no discredit has no weight', () => {
    const notInForce = fc
      .tuple(
        fc.oneof(discredit, evaluations),
        fc.constantFrom(...recordStatuses.filter((own) => own !== 'inForce')),
      )
      .map(([record, status]): CreditRecord[] => [{ ...record, status }]);
    const neutral = common.map((own) => [
      ...neutralPublicity(own.decidedOn, own),
      commitment(own.decidedOn, 'open', own),
      commitment(own.decidedOn, 'kept', own),
      entry(own.decidedOn, 'incentive', own),
    ]);
    fc.assert(
      fc.property(history, fc.oneof(notInForce, neutral), day, (records, more, asOf) => {
        const added = more.map((record, index) => ({ ...record, id: `more${index}` }));
        const { ignored: withMore, ...after } = run([...records, ...added], asOf);
        const { ignored, ...before } = run(records, asOf);
        expect(after).toEqual(before);
        expect(withMore.filter(({ record }) => !record.startsWith('more'))).toEqual(ignored);
      }),
      often,
    );
  });

  it('evaluations never lift a class, lower it by at most one step, and never to 严重失信', () => {
    fc.assert(
      fc.property(history, day, (records, asOf) => {
        const events = gravityOf(
          records.filter(({ kind }) => kind !== 'evaluation'),
          asOf,
        );
        const oneDown = Math.max(events, Math.min(events + 1, gravity('GENERAL_DISCREDIT')));
        expect([events, oneDown]).toContain(gravityOf(records, asOf));
      }),
      often,
    );
  });

  it('the basis is not empty, names rules and records that exist and count, and leads to the class', () => {
    fc.assert(
      fc.property(history, day, (records, asOf) => {
        const { basis, noted, ignored, creditClass } = run(records, asOf);
        const counting = new Set(records.map(({ id }) => id));
        for (const { record } of ignored) counting.delete(record);
        expect(basis.at(-1)?.creditClass).toBe(creditClass);
        for (const entryOf of [...basis, ...noted]) {
          for (const rule of [entryOf.rule, ...entryOf.applied]) expect(policy.rules.has(rule)).toBe(true);
          for (const id of entryOf.records) expect(counting).toContain(id);
          expect(entryOf.from <= asOf && (entryOf.to === null || asOf <= entryOf.to)).toBe(true);
        }
        for (const lighter of noted) expect(gravity(lighter.creditClass)).toBeLessThan(gravity(creditClass));
      }),
      often,
    );
  });

  it('every discredit record and evaluation is told of', () => {
    fc.assert(
      fc.property(history, day, (records, asOf) => {
        const { basis, noted, ignored, score } = run(records, asOf);
        const told = [
          ...[...basis, ...noted].flatMap((own) => own.records),
          ...ignored.map(({ record }) => record),
          ...(score?.parts ?? []).map(({ record }) => record),
        ];
        const concerned = records.filter(
          (record) => record.kind === 'evaluation' || isDiscredit(record, policy),
        );
        expect(new Set(told)).toEqual(new Set(concerned.map(({ id }) => id)));
      }),
      often,
    );
  });

  it('the class holds to the day the basis says, if nothing new happens', () => {
    fc.assert(
      fc.property(history, day, (records, asOf) => {
        // Only what is known on the day, so that the passing of time alone is at work.
        const known = records
          .filter(({ decidedOn, kind }) => decidedOn <= asOf && kind !== 'evaluation')
          .filter(({ correctedOn, repairedOn }) => (correctedOn ?? '') <= asOf && (repairedOn ?? '') <= asOf);
        const { basis, creditClass } = run(known, asOf);
        const until = basis.map(({ to }) => to ?? addMonths(asOf, 120)).reduce(later);
        expect(run(known, until).creditClass).toBe(creditClass);
      }),
      often,
    );
  });
});
