import { beforeAll, describe, expect, it } from 'vitest';
import { type CreditClass, type CreditRecord, creditClasses } from '../../src/domain/credit.ts';
import type { Fact } from '../../src/domain/facts.ts';
import { type Grading, grade } from '../../src/domain/grading.ts';
import { mappings } from '../../src/imports/mapping/index.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { asOf, makeProvince, type WrittenProvince } from './province.ts';

const size = 5000;
let province: WrittenProvince;
let gradings: Map<string, Grading>;

function facts(): Fact[] {
  return province.tables.flatMap(({ template, rows }) => {
    const mapping = mappings.find((one) => one.template.id === template);
    return rows.flatMap((row, index) => {
      const mapped = mapping?.map(row, { line: index + 2, today: asOf, extra: null });
      return mapped && 'fact' in mapped ? [mapped.fact] : [];
    });
  });
}

/** What the importer would make of the files, graded as on the day. */
function gradeAll(): Map<string, Grading> {
  const policy = policyOn(readPolicies(policyFolder), asOf);
  const records = new Map<string, Map<string, CreditRecord>>();
  for (const fact of facts()) {
    if (fact.type !== 'record') continue;
    const { uscc, key, source } = fact;
    const own = records.get(uscc) ?? new Map<string, CreditRecord>();
    // The kind and its details belong together by construction of the mappings.
    own.set(key, { ...fact, id: key, sources: [source] } as unknown as CreditRecord);
    records.set(uscc, own);
  }
  return new Map(
    facts().flatMap((fact) => {
      if (fact.type !== 'enterprise') return [];
      const enterprise = { ...fact, registered: true };
      const own = [...(records.get(fact.uscc)?.values() ?? [])];
      return [[fact.uscc, grade({ enterprise, records: own }, policy, asOf)]];
    }),
  );
}

beforeAll(async () => {
  province = await makeProvince(size, '齐鲁');
  gradings = gradeAll();
});

describe('the classes that the sample province comes out with', () => {
  const shareOf = (creditClass: CreditClass) =>
    [...gradings.values()].filter((grading) => grading.creditClass === creditClass).length / size;

  it.each([
    ['TRUSTWORTHY', 0.865, 0.895],
    ['MINOR_DISCREDIT', 0.068, 0.092],
    ['GENERAL_DISCREDIT', 0.027, 0.043],
    ['SERIOUS_DISCREDIT', 0.002, 0.009],
  ] as const)('%s: from %d to %d', (creditClass, least, most) => {
    expect(shareOf(creditClass)).toBeGreaterThan(least);
    expect(shareOf(creditClass)).toBeLessThan(most);
  });

  it('come about in every way that the rules know', () => {
    const rules = new Set([...gradings.values()].flatMap(({ basis }) => basis.map(({ rule }) => rule)));
    expect([...rules]).toEqual(
      expect.arrayContaining([
        'class.serious.list',
        'class.serious.record',
        'class.general.record',
        'class.general.abnormalOperation',
        'class.general.repeatedMinor',
        'class.general.revokedCommitment',
        'class.minor.record',
        'class.minor.brokenCommitment',
        'class.trustworthy',
        'score.step',
      ]),
    );
  });

  it('leave aside what is over: repaired, removed, ended, withdrawn, annulled, stayed, superseded', () => {
    const reasons = new Set(
      [...gradings.values()].flatMap(({ ignored }) => ignored.map(({ reason }) => reason)),
    );
    expect([...reasons]).toEqual(
      expect.arrayContaining([
        'repaired',
        'removed',
        'publicityEnded',
        'withdrawn',
        'annulled',
        'stayed',
        'superseded',
      ]),
    );
  });

  it('are nowhere written in the files', () => {
    const words = /诚信守法|轻微失信|一般失信(?!主体)/;
    for (const { text } of province.tables) {
      expect(text).not.toMatch(words);
      for (const creditClass of creditClasses) expect(text).not.toContain(creditClass);
    }
  });
});

describe('what is known of the entities', () => {
  const holders = (template: string, isMeant: (row: Record<string, string>) => boolean = () => true) =>
    new Set(
      province
        .rows(template)
        .filter(isMeant)
        .map(({ uscc }) => uscc),
    ).size / size;

  it.each([
    ['permit', 0.7, 0.95],
    ['evaluation-public', 0.67, 0.73],
    ['evaluation-industry', 0.37, 0.43],
    ['evaluation-market', 0.13, 0.17],
    ['publicity', 0.13, 0.17],
    ['commitment', 0.08, 0.12],
    ['penalty-2015', 0.003, 0.01],
  ])('%s for a share from %d to %d', (template, least, most) => {
    expect(holders(template)).toBeGreaterThan(least);
    expect(holders(template)).toBeLessThan(most);
  });

  it.each([
    ['经营异常名录', 0.02, 0.04],
    ['严重违法失信名单', 0.0005, 0.005],
    ['守信激励对象名单', 0.012, 0.025],
  ])('in the list %s a share from %d to %d', (list, least, most) => {
    const share = holders('list', (row) => row.list === list);
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
  });

  it('enters no one-person business in the list of abnormal operations: these are only marked', () => {
    expect(holders('list', ({ list, uscc = '' }) => list === '经营异常名录' && uscc.startsWith('92'))).toBe(
      0,
    );
  });
});
