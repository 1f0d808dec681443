import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditClass,
  type CreditRecord,
  creditClasses,
  type Enterprise,
} from '../../src/domain/credit.ts';
import { grade } from '../../src/domain/grading.ts';
import { gravity, type Policy, policySchema, type Rule } from '../../src/domain/policy.ts';
import type { Random } from '../../src/domain/ports.ts';
import { createSimulation } from '../../src/domain/simulation.ts';
import { Dice } from '../../src/sample/dice.ts';
import { commitment, entry, evaluation, firm, numbered, penalty, policy, today } from './credit-records.ts';

/** The policy in force with some of its rules changed. */
function draftOf(id: string, change: (rule: Rule) => object): Policy {
  const rules = [...policy.rules.values()].map(change);
  const { effectiveFrom, effectiveTo } = policy;
  return policySchema.parse({ id, title: { zh: '草案', en: 'Draft' }, effectiveFrom, effectiveTo, rules });
}
const twice = draftOf('twice', (rule) =>
  rule.id === 'class.general.repeatedMinor' ? { ...rule, count: 2 } : rule,
);
/** Warnings weigh as much as fines, and lists of abnormal operation less: changes in both directions. */
const mixed = draftOf('mixed', (rule) => {
  if (rule.id === 'tier.minor.kinds') return { ...rule, tier: 'GENERAL' };
  if (rule.type === 'list' && rule.creditClass === 'GENERAL_DISCREDIT')
    return { ...rule, creditClass: 'MINOR_DISCREDIT' };
  return rule.type === 'provisional' ? { ...rule, registeredMonths: 240 } : rule;
});

type Known = Parameters<ReturnType<typeof createSimulation>['add']>[0];

function seeded(seed: string): Random {
  const dice = new Dice(seed);
  dice.restart(0);
  return { bytes: (length) => Uint8Array.from({ length }, () => dice.below(256)) };
}

const usual = { asOf: today, samples: 1_000, random: seeded('1') };

function simulate(population: readonly Known[], draft: Policy, options: Partial<typeof usual> = {}) {
  const simulation = createSimulation({ current: policy, draft, ...usual, ...options });
  for (const each of population) simulation.add(each);
  return simulation.result();
}

/** `more` of the enterprise. */
function known(number: number, records: readonly CreditRecord[], more: Partial<Enterprise> = {}): Known {
  const uscc = `示例${String(number).padStart(6, '0')}`;
  const named = { uscc, name: `示例${number}号公司` };
  const { regionCode, establishedOn } = firm;
  return {
    enterprise: { ...named, regionCode, industryCode: '1353', establishedOn, ...more },
    records: numbered(records),
  };
}

/** All of the last three months, so that all are publicised. */
const warnings = (count: number): CreditRecord[] =>
  Array.from({ length: count }, (_, index) => penalty(`2026-10-0${index + 1}`, ['warning']));

const day = fc.constantFrom('2024-05-01', '2026-01-15', '2026-09-01', '2026-10-10', '2026-11-20');
const record: fc.Arbitrary<CreditRecord> = fc.oneof(
  { weight: 4, arbitrary: day.map((on) => penalty(on, ['warning'])) },
  day.map((on) => penalty(on, ['fine'], { fine: 50_000 })),
  day.map((on) => penalty(on, ['suspendBusiness'])),
  day.map((on) => entry(on, 'abnormalOperation')),
  day.map((on) => entry(on, 'seriousViolation')),
  day.map((on) => commitment(on, 'broken')),
  fc
    .tuple(day, fc.constantFrom('public' as const, 'industry' as const), fc.nat(100))
    .map(([on, dimension, value]) => evaluation(on, dimension, value)),
);
const populations = fc
  .array(
    fc.record({
      records: fc.array(record, { maxLength: 5 }),
      regionCode: fc.constantFrom('370102', '370202', '370300', '371202', '110101', '37', null),
      industryCode: fc.constantFrom('1353', '0141', 'F52', '9999', null),
      establishedOn: fc.constantFrom('2015-03-01', '2026-06-01', null),
    }),
    { maxLength: 25 },
  )
  .map((firms) => firms.map(({ records, ...more }, index) => known(index, records, more)));

const kinds = creditClasses.flatMap((from) => creditClasses.map((to) => ({ from, to })));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

describe('for any population', () => {
  it('counts every enterprise once, from the class by the policy in force to the class by the draft', () => {
    fc.assert(
      fc.property(populations, fc.constantFrom(twice, mixed), (population, draft) => {
        const result = simulate(population, draft);
        const graded = population.map(({ enterprise, records }) => {
          const input = { enterprise: { ...firm, ...enterprise }, records };
          return [grade(input, policy, today), grade(input, draft, today)] as const;
        });
        const those = (of: (from: CreditClass, to: CreditClass) => boolean) =>
          graded.filter(([from, to]) => of(from.creditClass, to.creditClass)).length;

        for (const { from, to } of kinds)
          expect(result.matrix[from][to]).toBe(those((own, other) => own === from && other === to));
        expect(sum(kinds.map(({ from, to }) => result.matrix[from][to]))).toBe(population.length);
        expect(result).toMatchObject({
          asOf: today,
          total: population.length,
          changed: those((from, to) => from !== to),
          better: those((from, to) => gravity(to) < gravity(from)),
          worse: those((from, to) => gravity(to) > gravity(from)),
        });
        expect(result.provisional.before).toBe(graded.filter(([before]) => before.provisional).length);
        expect(result.provisional.after).toBe(graded.filter(([, after]) => after.provisional).length);
      }),
    );
  });

  it('cities and industries add up to it', () => {
    fc.assert(
      fc.property(populations, (population) => {
        const { regions, industries, ...result } = simulate(population, mixed);
        for (const groups of [regions, industries])
          for (const figure of ['total', 'changed', 'better', 'worse'] as const)
            expect(sum(groups.map((group) => group[figure]))).toBe(result[figure]);
        for (const { from, to } of kinds)
          expect(sum(regions.map(({ matrix }) => matrix[from][to]))).toBe(result.matrix[from][to]);
      }),
    );
  });

  it('the order of adding makes no difference to any count, nor to the samples where all are kept', () => {
    const shuffled = populations.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(3)),
    );
    fc.assert(
      fc.property(shuffled, ([population, other, few]) => {
        expect(simulate(other, mixed)).toEqual(simulate(population, mixed));
        const { samples, ...counts } = simulate(other, mixed, { samples: few });
        const { samples: before, ...same } = simulate(population, mixed, { samples: few });
        expect(counts).toEqual(same);
        expect(samples).toHaveLength(before.length);
      }),
    );
  });

  it('the policy in force as its own draft changes nothing', () => {
    fc.assert(
      fc.property(populations, (population) => {
        const result = simulate(population, policy);
        const none = { changed: 0, better: 0, worse: 0, samples: [] };
        expect(result).toMatchObject({ total: population.length, ...none });
        expect(result.provisional.after).toBe(result.provisional.before);
      }),
    );
  });
});

describe('a draft by which two minor records are repeated discredit, not three', () => {
  it('moves exactly those with two', () => {
    const counts = Array.from({ length: 40 }, (_, index) => index % 5);
    const population = counts.map((count, index) => known(index, warnings(count)));
    const result = simulate(population, twice);
    expect(result).toMatchObject({ total: 40, changed: 8, better: 0, worse: 8 });
    expect(result.matrix.MINOR_DISCREDIT).toMatchObject({ MINOR_DISCREDIT: 8, GENERAL_DISCREDIT: 8 });
    expect(result.samples.map(({ uscc }) => uscc)).toEqual(
      population.filter((_, index) => counts[index] === 2).map(({ enterprise }) => enterprise.uscc),
    );
  });

  it('names the rules behind the class before and after', () => {
    const [sample] = simulate([known(1, warnings(2))], twice).samples;
    const { id: rule, clause, title } = policy.rules.get('class.general.repeatedMinor') ?? {};
    expect(sample).toMatchObject({ from: 'MINOR_DISCREDIT', to: 'GENERAL_DISCREDIT', name: '示例1号公司' });
    expect(sample?.before).toMatchObject([{ rule: 'class.minor.record' }]);
    expect(sample?.after).toEqual([{ rule, clause, title }]);
  });

  it('leaves alone whoever is in that class for another reason, or whose second record has ended', () => {
    const population = [
      known(1, [...warnings(2), penalty('2026-10-10', ['suspendBusiness'])]),
      known(2, [...warnings(1), penalty('2026-01-05', ['warning'])]),
      known(3, [...warnings(2), entry('2026-10-10', 'abnormalOperation')]),
    ];
    expect(simulate(population, twice)).toMatchObject({ total: 3, changed: 0 });
  });

  it('is the other way round for who has it in force and drafts three: all become better', () => {
    const simulation = createSimulation({ current: twice, draft: policy, ...usual });
    for (let number = 0; number < 6; number += 1) simulation.add(known(number, warnings(number % 3)));
    expect(simulation.result()).toMatchObject({ changed: 2, better: 2, worse: 0 });
  });
});

describe('groups', () => {
  const of = (more: Partial<Enterprise>) => simulate([known(1, warnings(2), more)], twice);

  it.each<[string | null, string | null, string | null]>([
    ['370102', '370100', '济南市'],
    ['370171', '370100', '济南市'], // a development zone
    ['371202', '370100', '济南市'], // 莱芜市's, before 2019
    ['371299', '370100', '济南市'],
    ['110101', '110000', '北京市'], // no city in between
    ['370000', '370000', '山东省'],
    ['999999', null, null],
    ['3701', null, null],
    [null, null, null],
  ])('region %s is counted with %s', (regionCode, code, name) => {
    expect(of({ regionCode }).regions).toMatchObject([{ code, name, total: 1, changed: 1, worse: 1 }]);
  });

  it.each(
    'A01-05 B06-12 C13-43 D44-46 E47-50 F51-52 G53-60 H61-62 I63-65 J66-69 K70-70 L71-72 M73-75 N76-79'
      .concat(' O80-82 P83-83 Q84-85 R86-90 S91-96 T97-97')
      .split(' '),
  )('section and divisions %s', (part) => {
    for (const code of [`${part.slice(1, 3)}11`, part.slice(4), `${part.slice(0, 1)}${part.slice(4)}0`])
      expect(of({ industryCode: code }).industries).toMatchObject([{ section: part.slice(0, 1), worse: 1 }]);
  });

  it.each(['0011', '9811', '食品', 'U', '', null])('no section for %s', (industryCode) => {
    expect(of({ industryCode }).industries).toMatchObject([{ section: null, total: 1, worse: 1 }]);
  });

  it('come in the order of their codes, the unknown last, the unchanged too', () => {
    const population = [
      known(1, [], { regionCode: null, industryCode: null }),
      known(2, warnings(2), { regionCode: '370202', industryCode: '5211' }),
      known(3, [], { regionCode: '370102', industryCode: '0112' }),
    ];
    const result = simulate(population, twice);
    expect(result.regions.map(({ code }) => code)).toEqual(['370100', '370200', null]);
    expect(result.regions.map(({ changed }) => changed)).toEqual([0, 1, 0]);
    expect(result.industries.map(({ section }) => section)).toEqual(['A', 'F', null]);
  });
});

describe('samples', () => {
  const changing = (count: number) => Array.from({ length: count }, (_, index) => known(index, warnings(2)));

  it('are at most as many as asked for of each kind of change, by code of the enterprise', () => {
    const listed = (number: number) => known(number, [entry('2026-10-10', 'abnormalOperation')]);
    const population = changing(300).concat(Array.from({ length: 300 }, (_, index) => listed(1_000 + index)));
    const { samples, matrix } = simulate(population.toReversed(), mixed, { samples: 7 });
    expect(matrix.MINOR_DISCREDIT.GENERAL_DISCREDIT).toBe(300);
    expect(matrix.GENERAL_DISCREDIT.MINOR_DISCREDIT).toBe(300);
    for (const kind of ['MINOR_DISCREDIT', 'GENERAL_DISCREDIT'])
      expect(samples.filter(({ from }) => from === kind)).toHaveLength(7);
    const codes = samples.map(({ uscc }) => uscc);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(simulate(population, mixed, { samples: 0 })).toMatchObject({ changed: 600, samples: [] });
  });

  it('are the same for the same seed, and others for another', () => {
    const by = (seed: string) => simulate(changing(200), twice, { samples: 5, random: seeded(seed) }).samples;
    expect(by('a')).toEqual(by('a'));
    expect(by('b')).not.toEqual(by('a'));
  });

  it('are drawn fairly: early or late, each enterprise is as likely', () => {
    const population = changing(20);
    const random = seeded('fair');
    const rounds = 1_600;
    const kept = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1)
      for (const { uscc } of simulate(population, twice, { samples: 5, random }).samples)
        kept.set(uscc, (kept.get(uscc) ?? 0) + 1);
    // 400 each are expected, with a standard deviation of 17.
    expect(kept.size).toBe(20);
    for (const times of kept.values()) expect(Math.abs(times - 400)).toBeLessThan(85);
  });
});

describe('policies by industry', () => {
  it('are asked for each enterprise, on either side, and named by their ids', () => {
    const simulation = createSimulation({
      currentFor: () => policy,
      draftFor: ({ industryCode }) => (industryCode === '1353' ? twice : policy),
      ...usual,
    });
    expect(simulation.result()).toMatchObject({ currentPolicy: [], draftPolicy: [], total: 0 });
    const population = [known(1, warnings(2)), known(2, warnings(2), { industryCode: '5211' })];
    for (const each of population) simulation.add(each);
    const result = simulation.result();
    expect(result.currentPolicy).toEqual([{ id: policy.id, title: policy.title }]);
    expect(result.draftPolicy.map(({ id }) => id)).toEqual([policy.id, 'twice']);
    expect(result.samples.map(({ uscc }) => uscc)).toEqual([population[0]?.enterprise.uscc]);
  });
});

it('a result names its policies before anything is added, and does not change by what is added after it', () => {
  const simulation = createSimulation({ current: policy, draft: twice, ...usual });
  const named = { currentPolicy: [{ id: policy.id }], draftPolicy: [{ id: 'twice' }], total: 0 };
  expect(simulation.result()).toMatchObject(named);
  simulation.add(known(1, warnings(2)));
  const first = simulation.result();
  const copy = structuredClone(first);
  simulation.add(known(2, warnings(2)));
  expect(first).toEqual(copy);
});
