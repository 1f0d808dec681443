import { describe, expect, it } from 'vitest';
import { isIndustryPrefix } from '../../src/domain/industry-codes.ts';
import {
  type IndustryPolicy,
  industryMatches,
  industrySchema,
  policyForIndustry,
} from '../../src/domain/industry-policy.ts';
import { industries as sampleIndustries } from '../../src/sample/industries.ts';
import { policy } from './credit-records.ts';
import { cited, industry, ownRule } from './industry-rules.ts';

const file = (id: string, industries: string[], more: Partial<IndustryPolicy> = {}) =>
  industry([ownRule], { id, industries, ...more });

describe('industry codes', () => {
  it('fall under their prefixes and the letter of their section', () => {
    const of = (code: string | null) =>
      [['2614'], ['261'], ['26'], ['C'], ['27', 'G', '5435']].map((industries) =>
        industryMatches({ industries }, code),
      );
    expect(of('2614')).toEqual([true, true, true, true, false]);
    expect(of('C2614')).toEqual([true, true, true, true, false]);
    expect(of('2619')).toEqual([false, true, true, true, false]);
    expect(of('26')).toEqual([false, false, true, true, false]);
    expect(of('5435')).toEqual([false, false, false, false, true]);
    for (const code of [null, '', '2', '26140', '98', '0000', '化工', 'Z26'])
      expect([code, ...of(code)]).toEqual([code, false, false, false, false, false]);
  });

  it('have the sections of GB/T 4754-2017', () => {
    const sections: Record<string, string[]> = {
      A: ['01', '05'],
      B: ['06', '12'],
      C: ['13', '43'],
      D: ['44', '46'],
      E: ['47', '50'],
      F: ['51', '52'],
      G: ['53', '60'],
      H: ['61', '62'],
      I: ['63', '65'],
      J: ['66', '69'],
      K: ['70', '70'],
      L: ['71', '72'],
      M: ['73', '75'],
      N: ['76', '79'],
      O: ['80', '82'],
      P: ['83', '83'],
      Q: ['84', '85'],
      R: ['86', '90'],
      S: ['91', '96'],
      T: ['97', '97'],
    };
    const letters = Object.keys(sections);
    for (const [letter, ends] of Object.entries(sections)) {
      for (const division of ends) {
        const own = letters.filter((one) => industryMatches({ industries: [one] }, `${division}11`));
        expect([division, own]).toEqual([division, [letter]]);
      }
    }
    for (const { code } of sampleIndustries) {
      const own = letters.filter((letter) => industryMatches({ industries: [letter] }, code));
      expect([code, own.length]).toEqual([code, 1]);
    }
  });

  it('are two to four digits of a division there is, or a letter', () => {
    expect(['01', '011', '0112', 'A', 'T', '97'].every(isIndustryPrefix)).toBe(true);
    expect(['00', '98', '1', '01123', 'U', 'a', 'A01', '', '一'].some(isIndustryPrefix)).toBe(false);
  });
});

describe('the policy for an industry', () => {
  const section = file('making', ['C', 'F']);
  const division = file('chemistry', ['26', '51']);
  const group = file('basic-chemistry', ['261']);
  const later = file('fuel', ['5265'], { effectiveFrom: '2027-01-01', effectiveTo: '2027-12-31' });
  const files = [section, division, group, later];
  const idFor = (code: string | null, day = '2026-11-24') => policyForIndustry(policy, files, code, day).id;

  it('is that of the longest prefix', () => {
    expect(['2614', '2641', '2720', '5265'].map((code) => idFor(code))).toEqual([
      'shandong-1+basic-chemistry',
      'shandong-1+chemistry',
      'shandong-1+making',
      'shandong-1+making',
    ]);
  });

  it('is that of the day, its first and last included', () => {
    expect(['2026-12-31', '2027-01-01', '2027-12-31', '2028-01-01'].map((day) => idFor('5265', day))).toEqual(
      ['shandong-1+making', 'shandong-1+fuel', 'shandong-1+fuel', 'shandong-1+making'],
    );
    expect(idFor('2614', '2021-12-31')).toBe('shandong-1');
  });

  it('is the provincial one, the very same, where no file speaks of the industry or the policy', () => {
    for (const code of ['0112', null, '', '99']) {
      expect(policyForIndustry(policy, files, code, '2026-11-24')).toBe(policy);
    }
    expect(policyForIndustry(policy, [], '2614', '2026-11-24')).toBe(policy);
    const other = file('other', ['2614'], { narrows: 'shandong-2' });
    expect(policyForIndustry(policy, [other], '2614', '2026-11-24')).toBe(policy);
    expect(policyForIndustry(policy, [other, group], '2614', '2026-11-24').id).toContain('basic');
  });

  it('is laid over once, however many enterprises ask', () => {
    const first = policyForIndustry(policy, files, '2614', '2026-11-24');
    expect(policyForIndustry(policy, [group], '2619', '2026-12-01')).toBe(first);
    const began = performance.now();
    for (let count = 0; count < 200_000; count += 1) {
      if (policyForIndustry(policy, files, '2614', '2026-11-24') !== first) throw new Error('another policy');
    }
    // To lay it over takes about a millisecond; as often as here it would take minutes.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a wrong file of an industry', () => {
  const right = {
    id: 'sample',
    title: cited.title,
    narrows: 'shandong-1',
    industries: ['26'],
    effectiveFrom: '2027-01-01',
    effectiveTo: null,
    rules: [ownRule],
  };
  it.each<[string, object, (string | number)[], RegExp]>([
    ['a number for an industry', { industries: ['26', 112] }, ['industries', 1], /"0112"/],
    ['an industry there is not', { industries: ['98'] }, ['industries', 0], /GB\/T 4754/],
    ['an industry twice', { industries: ['26', '26'] }, ['industries', 1], /26 stands twice/],
    ['no industry', { industries: [] }, ['industries'], /1/],
    ['no rule', { rules: [] }, ['rules'], /1/],
    ['a rule twice', { rules: [ownRule, ownRule] }, ['rules', 1, 'id'], /own.rule stands twice/],
    ['a wrong rule', { rules: [{ ...ownRule, tier: 'HUGE' }] }, ['rules', 0, 'tier'], /MINOR/],
    ['an end before its beginning', { effectiveTo: '2026-12-31' }, ['effectiveTo'], /not before/],
    ['a day that does not exist', { effectiveFrom: '2027-02-29' }, ['effectiveFrom'], /YYYY-MM-DD/],
    ['a wrong id', { id: 'Chemistry+' }, ['id'], /hyphens/],
    ['an unknown field', { industry: '26' }, [], /industry/],
  ])('with %s is told by path', (_what, wrong, path, expected) => {
    const [issue] = industrySchema.safeParse({ ...right, ...wrong }).error?.issues ?? [];
    expect(issue?.path).toEqual(path);
    expect(issue?.message).toMatch(expected);
  });
});
