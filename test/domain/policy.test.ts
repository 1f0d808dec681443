import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { creditWords } from '../../src/chat/words/credit.ts';
import * as credit from '../../src/domain/credit.ts';
import { ignoredReasons, noteCodes } from '../../src/domain/effect.ts';
import { CodedError } from '../../src/domain/errors.ts';
import { provisionalReasons } from '../../src/domain/grading.ts';
import { origins, policySchema } from '../../src/domain/policy.ts';
import { policyFolder, policyOn, readPolicies, readPolicy } from '../../src/services/policy.ts';

const shandong = readFileSync(join(policyFolder, 'shandong.yaml'), 'utf8');
const policy = readPolicy(join(policyFolder, 'shandong.yaml'));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The policy of Shandong with one piece of its text replaced. */
function changed(from: string, to: string): string {
  const text = shandong.replace(from, to);
  expect(text).not.toBe(shandong);
  return text;
}

function errorOf(action: () => unknown): { code: string; params: Record<string, unknown> } {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return { code: error.code, params: { ...error.params } };
    throw error;
  }
  throw new Error('no error');
}

const errorIn = (text: string) => errorOf(() => readPolicies(folderWith({ 'draft.yaml': text })));

describe('the policy of Shandong', () => {
  it('names clause, origin and source of every rule, and what it means in Chinese and English', () => {
    for (const rule of policy.rules.values()) {
      expect(rule.clause, rule.id).toMatch(/\p{Script=Han}/u);
      expect(rule.title.zh, rule.id).toMatch(/\p{Script=Han}/u);
      expect(rule.title.en, rule.id).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('says of every default that it is ours, and of nothing else', () => {
    for (const rule of policy.rules.values()) {
      expect([rule.id, rule.source.includes('本系统默认')]).toEqual([rule.id, rule.origin === 'default']);
    }
  });

  it('goes through the classes from the gravest down', () => {
    const gravities = policy.classRules.map(({ creditClass }) => credit.creditClasses.indexOf(creditClass));
    expect(gravities).toEqual(gravities.toSorted((a, b) => b - a));
    expect(new Set(gravities)).toEqual(new Set([1, 2, 3]));
  });

  it('knows the special areas of the plan', () => {
    expect(policy.specialAreas.areas).toEqual(['疫苗', '药品', '特种设备', '危险化学品']);
  });

  it('lets no day since mid-2019 go without a longest publicity for each tier', () => {
    for (const tier of credit.recordTiers) {
      const everywhere = policy.publicityPeriods[tier].filter(({ authorities }) => authorities === null);
      for (const day of [
        '2019-07-01',
        '2023-04-30',
        '2023-05-01',
        '2026-03-31',
        '2026-04-01',
        '2040-01-01',
      ]) {
        const inForce = everywhere.filter(
          (own) => own.effectiveFrom <= day && day <= (own.effectiveTo ?? day),
        );
        expect([tier, day, inForce.length]).toEqual([tier, day, 1]);
      }
    }
  });
});

describe('a wrong policy file', () => {
  it.each<[string, string, string, string, RegExp]>([
    ['a word for a number', 'maxMonths: 36', 'maxMonths: three', 'rules[27].maxMonths', /number/],
    [
      'a misspelt parameter',
      'marketInfluence: 10',
      'marketInfluense: 10',
      'rules[12].marketInfluence',
      /number/,
    ],
    ['an unknown parameter', 'below: 60', 'below: 60\n    above: 90', 'rules[14]', /above/],
    ['an unknown list', 'lists: [keyWatch]', 'lists: [blackList]', 'rules[4].lists[0]', /abnormalOperation/],
    [
      'a day that does not exist',
      'effectiveTo: 2026-03-31',
      'effectiveTo: 2026-02-30',
      'rules[25].effectiveTo',
      /YYYY-MM-DD/,
    ],
    ['an empty clause', 'clause: ', 'clause: "" # ', 'rules[0].clause', /string/],
    ['an unknown origin', 'origin: plan', 'origin: ours', 'rules[0].origin', /plan/],
    ['weights beyond 1', 'public: 0.5', 'public: 0.6', 'rules[12].weights', /add up to 1/],
    [
      'a score that makes 严重失信',
      'floor: GENERAL_DISCREDIT',
      'floor: SERIOUS_DISCREDIT',
      'rules[14].floor',
      /GENERAL/,
    ],
    ['an id twice', 'id: class.minor.record', 'id: class.general.record', 'rules[8].id', /twice/],
    ['a kind without a tier', 'penaltyKinds: [other]', 'penaltyKinds: [warning]', 'rules', /warning/],
    [
      'an end before the beginning',
      'effectiveTo: null',
      'effectiveTo: 2020-12-31',
      'effectiveTo',
      /not before/,
    ],
    ['a wrong id', 'id: shandong-1', 'id: Shandong 1', 'id', /shandong-1/],
  ])('with %s is told by file and path', (_wrong, from, to, path, expected) => {
    const { code, params } = errorIn(changed(from, to));
    expect([code, params.file, params.path]).toEqual(['policy.invalid', 'draft.yaml', path]);
    expect(params.expected).toMatch(expected);
  });

  it.each([
    'clean',
    'provisional',
    'composite',
    'evaluations',
    'scoreStep',
    'hugeFine',
    'publicityStart',
    'specialAreas',
  ])('without a rule of type %s, or with two, is refused', (type) => {
    const content: { rules: { id: string; type: string }[] } = parse(shandong);
    const own = content.rules.filter((rule) => rule.type === type);
    const without = { ...content, rules: content.rules.filter((rule) => rule.type !== type) };
    const twice = { ...content, rules: [...content.rules, ...own.map((rule) => ({ ...rule, id: 'more' }))] };
    for (const wrong of [without, twice]) {
      const issues = policySchema.safeParse(wrong).error?.issues.map(({ message }) => message);
      expect(issues).toContain(`exactly one rule of type ${type}`);
    }
  });

  it.each(['GENERAL', 'SERIOUS', 'MINOR'])(
    'that lets the publicity of %s run out of rules is refused',
    (tier) => {
      const content: { rules: { type: string; tier?: string }[] } = parse(shandong);
      const rules = content.rules.filter((rule) => rule.type !== 'publicityPeriod' || rule.tier !== tier);
      expect(policySchema.safeParse({ ...content, rules }).error?.issues[0]?.message).toContain(tier);
    },
  );

  it('that is no YAML is told by line', () => {
    expect(errorIn('id: a\ntitle: {zh: 一\nrules: [')).toMatchObject({
      code: 'policy.yaml',
      params: { line: 3 },
    });
    expect(errorIn('')).toMatchObject({ code: 'policy.invalid', params: { path: '' } });
    expect(errorIn('[]')).toMatchObject({ code: 'policy.invalid', params: { path: '' } });
  });
});

describe('the policy in force', () => {
  const first = changed('effectiveTo: null', 'effectiveTo: 2026-12-31');
  const second = changed('id: shandong-1', 'id: shandong-2').replace(
    'effectiveFrom: 2021-01-01',
    'effectiveFrom: 2027-01-01',
  );

  it('is found by the day, its first and last included', () => {
    const policies = readPolicies(folderWith({ 'b.yaml': first, 'a.yaml': second, 'notes.txt': '' }));
    const inForce = ['2021-01-01', '2026-12-31', '2027-01-01', '2040-01-01'].map(
      (day) => policyOn(policies, day).id,
    );
    expect(inForce).toEqual(['shandong-1', 'shandong-1', 'shandong-2', 'shandong-2']);
    expect(errorOf(() => policyOn(policies, '2020-12-31'))).toEqual({
      code: 'policy.none',
      params: { date: '2020-12-31' },
    });
  });

  it('is only one', () => {
    expect(errorOf(() => readPolicies(folderWith({ 'a.yaml': shandong, 'b.yaml': second })))).toEqual({
      code: 'policy.overlap',
      params: { id: 'shandong-1', other: 'shandong-2' },
    });
    expect(errorOf(() => readPolicies(folderWith({ 'a.yaml': shandong, 'b.yaml': shandong })))).toEqual({
      code: 'policy.twice',
      params: { file: 'b.yaml', id: 'shandong-1' },
    });
  });

  it('is looked for where there are policies', () => {
    const folder = folderWith({ 'notes.txt': '' });
    expect(errorOf(() => readPolicies(folder))).toEqual({ code: 'policy.folder', params: { folder } });
    expect(errorOf(() => readPolicies(join(folder, 'none'))).code).toBe('policy.folder');
    expect(errorOf(() => readPolicy(join(folder, 'none.yaml')))).toEqual({
      code: 'policy.unreadable',
      params: { file: 'none.yaml' },
    });
  });
});

describe('words', () => {
  const codes: Record<string, readonly string[]> = {
    class: credit.creditClasses,
    risk: credit.creditRiskLevels,
    tier: credit.recordTiers,
    kind: [...credit.publicityKinds, 'evaluation', 'list', 'commitment', 'complaint'],
    penalty: credit.penaltyKinds,
    list: credit.listKinds,
    commitment: credit.commitmentTypes,
    fulfilment: ['open', 'kept', 'broken', 'revoked'],
    dimension: credit.evaluationDimensions,
    grade: credit.evaluationGrades,
    status: credit.recordStatuses,
    origin: origins,
    ignored: ignoredReasons,
    note: noteCodes,
    provisional: provisionalReasons,
    'error.policy': ['folder', 'unreadable', 'yaml', 'invalid', 'twice', 'overlap', 'none'],
  };

  it('are there for every code of the credit core, and for no other', () => {
    const expected = Object.entries(codes).flatMap(([group, own]) => own.map((code) => `${group}.${code}`));
    expect(Object.keys(creditWords).toSorted()).toEqual(expected.toSorted());
  });

  it('are Chinese and English', () => {
    for (const [key, { zh, en }] of Object.entries(creditWords)) {
      expect(zh, key).toMatch(/\p{Script=Han}/u);
      expect(en, key).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});
