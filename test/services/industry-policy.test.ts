import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { policyWords } from '../../src/chat/words/policy.ts';
import { creditClasses } from '../../src/domain/credit.ts';
import { grade } from '../../src/domain/grading.ts';
import { narrow, policyForIndustry } from '../../src/domain/industry-policy.ts';
import { industryFolder, readIndustryPolicies } from '../../src/services/industry-policy.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { commitment, evaluation, firm, numbered, penalty } from '../domain/credit-records.ts';
import { errorOf } from '../domain/industry-rules.ts';

const policies = readPolicies(policyFolder);
const today = '2026-11-24';
const policy = policyOn(policies, today);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'industry-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A rule as a department writes it. */
function rule(id: string, values: string): string {
  return `
  - id: ${id}
    ${values.split('; ').join('\n    ')}
    clause: 示例条款
    origin: default
    source: 本系统默认：示例
    title: { zh: 示例, en: example }`;
}

const own = rule('own.minor', 'type: recordTier; tier: MINOR; creditClass: MINOR_DISCREDIT');

function fileOf(id: string, industries: string, rules = own, more = 'effectiveFrom: 2026-01-01'): string {
  const end = more.includes('effectiveTo') ? '' : '\neffectiveTo: null';
  const head = `id: ${id}\ntitle: { zh: 示例行业细则, en: sample }\nnarrows: shandong-1\n`;
  return `${head}industries: [${industries}]\n${more}${end}\nrules:${rules}\n`;
}

const read = (files: Record<string, string>) => readIndustryPolicies(folderWith(files), policies);
const errorIn = (files: Record<string, string>) => errorOf(() => read(files));

describe('the industry files of this program', () => {
  const files = readIndustryPolicies(industryFolder, policies);

  it('are examples of ours, and none is in force yet', () => {
    expect(files.map(({ id }) => id)).toEqual(['hazardous-chemicals']);
    for (const file of files) {
      expect(file.effectiveFrom).toBe('2027-01-01');
      for (const { id, origin, source } of file.rules) {
        expect([id, origin]).toEqual([id, 'default']);
        expect(source).toMatch(/^本系统默认.*示例/);
      }
    }
  });

  it('change nothing before their day, and are stricter from then on', () => {
    const records = numbered([
      penalty('2026-11-01', ['warning'], { publicityUntil: '2027-02-01' }),
      penalty('2026-11-02', ['warning'], { publicityUntil: '2027-02-01', number: '示例2号' }),
    ]);
    const classOn = (day: string) =>
      grade({ enterprise: firm, records }, policyForIndustry(policy, files, '2614', day), day).creditClass;
    expect([classOn('2026-12-31'), classOn('2027-01-01')]).toEqual(['MINOR_DISCREDIT', 'GENERAL_DISCREDIT']);
  });
});

describe('sixteen industries, each with its own file', () => {
  const [MINOR, GENERAL, SERIOUS] = creditClasses.slice(1);
  // Two warnings, one broken commitment and a score of 66: lightly discredited by the provincial rules.
  const records = numbered([
    penalty('2026-10-01', ['warning'], { publicityUntil: '2027-01-31' }),
    penalty('2025-10-01', ['criticism'], { publicityUntil: '2027-01-31', number: '示例2号' }),
    commitment('2026-09-01', 'broken'),
    evaluation('2026-06-01', 'public', 'FAIR'),
    evaluation('2026-06-01', 'industry', 'FAIR', { number: '评价2号' }),
  ]);
  const record = (creditClass = '') => `type: recordTier; tier: MINOR; creditClass: ${creditClass}`;
  const count = (times: number, months: number) =>
    `type: repeatedTier; tier: MINOR; creditClass: GENERAL_DISCREDIT; count: ${times}; months: ${months}`;
  const breach = (creditClass = '') => `type: commitment; fulfilment: broken; creditClass: ${creditClass}`;
  const step = (below: number) => `type: scoreStep; floor: GENERAL_DISCREDIT; below: ${below}`;
  const repeated = 'class.general.repeatedMinor';
  const minorKinds = 'type: penaltyTier; tier: SERIOUS; penaltyKinds: [warning, criticism]';
  /** Prefixes, an enterprise's code, rule, values, class, and the rule that gives it. */
  const industries: readonly (readonly [string, string, string, string, string | undefined, string])[] = [
    ['A', '0112', 'class.minor.record', record(GENERAL), GENERAL, 'class.minor.record'],
    ['"13"', '1312', 'class.minor.record', record(SERIOUS), SERIOUS, 'class.minor.record'],
    ['"141"', '1411', repeated, count(2, 12), MINOR, 'class.minor.record'],
    ['"2614", "2641"', '2641', repeated, count(2, 24), GENERAL, repeated],
    ['"27"', '2720', 'own.two', count(2, 18), GENERAL, 'own.two'],
    [
      '"3411"',
      '3411',
      'class.minor.brokenCommitment',
      breach(GENERAL),
      GENERAL,
      'class.minor.brokenCommitment',
    ],
    ['D', '4511', 'class.minor.brokenCommitment', breach(SERIOUS), SERIOUS, 'class.minor.brokenCommitment'],
    ['E', '4710', 'score.step', step(65), MINOR, 'class.minor.record'],
    ['"51"', '5151', 'score.step', step(66), GENERAL, 'score.step'],
    ['"525"', '5251', 'tier.minor.kinds', minorKinds, SERIOUS, 'class.serious.record'],
    ['G', '5431', 'own.minor', record(MINOR), MINOR, 'own.minor'],
    ['H', '6210', 'own.minor', record(GENERAL), GENERAL, 'own.minor'],
    ['I', '6513', 'own.minor', record(SERIOUS), SERIOUS, 'own.minor'],
    ['K', '7010', 'own.breach', breach(MINOR), MINOR, 'own.breach'],
    ['"84"', '8425', 'own.breach', breach(GENERAL), GENERAL, 'own.breach'],
    ['R', '8810', 'own.breach', breach(SERIOUS), SERIOUS, 'own.breach'],
  ];
  const texts = industries.map(([prefixes, code, id, values]) => [
    `${code}.yaml`,
    fileOf(`industry-${code}`, prefixes, rule(id, values)),
  ]);
  const files = read(Object.fromEntries(texts));
  const gradedFor = (code: string | null) =>
    grade({ enterprise: firm, records }, policyForIndustry(policy, files, code, today), today);

  it('are sixteen', () => {
    expect(files).toHaveLength(16);
  });

  it.each(industries)('%s: %s is graded by its own', (_prefixes, code, _id, _values, creditClass, by) => {
    const graded = gradedFor(code);
    expect(graded.policyId).toBe(`shandong-1+industry-${code}`);
    expect(graded.creditClass).toBe(creditClass);
    expect(graded.basis.map((entry) => entry.rule)).toContain(by);
  });

  it('and every other industry by the provincial rules', () => {
    for (const code of [null, '7721', '2625', '1411x']) {
      const graded = gradedFor(code);
      expect([code, graded.policyId, graded.creditClass]).toEqual([code, 'shandong-1', MINOR]);
    }
  });

  it('the files themselves all narrow the same policy', () => {
    const ids = new Set(files.map((file) => narrow(policy, file).id));
    expect(ids.size).toBe(16);
  });
});

describe('a wrong industry file', () => {
  it.each<[string, string, string, RegExp]>([
    ['a number for an industry', fileOf('a', '0112'), 'industries[0]', /quotation marks/],
    [
      'a class there is not',
      fileOf('a', '"26"', own.replace('MINOR_', 'BAD_')),
      'rules[0].creditClass',
      /MINOR/,
    ],
    [
      'an unknown field',
      fileOf('a', '"26"', own.replace('tier: MINOR', 'tier: MINOR\n    above: 1')),
      'rules[0]',
      /above/,
    ],
    [
      'an end before its beginning',
      fileOf('a', '"26"', own, 'effectiveFrom: 2026-01-01\neffectiveTo: 2025-01-01'),
      'effectiveTo',
      /not before/,
    ],
    ['nothing in it', '', '', /./],
  ])('with %s is told by file and path', (_what, text, path, expected) => {
    const { code, params } = errorIn({ 'draft.yaml': text });
    expect([code, params.file, params.path]).toEqual(['policy.invalid', 'draft.yaml', path]);
    expect(params.expected).toMatch(expected);
  });

  it('that is no YAML is told by line', () => {
    expect(errorIn({ 'draft.yaml': 'id: a\nrules: [' })).toMatchObject({
      code: 'policy.yaml',
      params: { file: 'draft.yaml', line: 2 },
    });
  });

  it('that narrows no policy there is', () => {
    const text = fileOf('a', '"26"').replace('shandong-1', 'shandong-9');
    expect(errorIn({ 'draft.yaml': text })).toEqual({
      code: 'policy.narrowsUnknown',
      params: { file: 'draft.yaml', id: 'shandong-9' },
    });
  });

  it('that is not narrower is told by rule, reason and file', () => {
    const laxer = rule('objection.term', 'type: objection; workingDays: 20');
    expect(errorIn({ 'draft.yaml': fileOf('a', '"26"', laxer) })).toEqual({
      code: 'policy.notNarrower',
      params: { id: 'a', rule: 'objection.term', reason: 'longerTime', file: 'draft.yaml' },
    });
  });

  it('with the id of another file, or of a policy', () => {
    const files = { 'a.yaml': fileOf('a', '"26"'), 'b.yaml': fileOf('a', '"27"') };
    expect(errorIn(files)).toEqual({ code: 'policy.twice', params: { file: 'b.yaml', id: 'a' } });
    expect(errorIn({ 'a.yaml': fileOf('shandong-1', '"26"') }).code).toBe('policy.twice');
  });

  it('for an industry that another file speaks of on the same day', () => {
    const until = 'effectiveFrom: 2026-01-01\neffectiveTo: 2026-06-30';
    const from = (day: string) => `effectiveFrom: ${day}`;
    const pair = (a: string, b: string) => ({
      'a.yaml': fileOf('a', '"26", "51"', own, a),
      'b.yaml': fileOf('b', '"27", "51"', own, b),
    });
    const overlap = { code: 'policy.overlap', params: { id: 'a', other: 'b' } };
    expect(errorIn(pair(until, from('2026-06-30')))).toEqual(overlap);
    expect(errorIn(pair(from('2026-06-30'), until))).toEqual(overlap);
    expect(errorIn(pair(from('2026-01-01'), from('2030-01-01')))).toEqual(overlap);
    expect(read(pair(until, from('2026-07-01')))).toHaveLength(2);
    expect(read(pair(from('2026-07-01'), until))).toHaveLength(2);
    // A longer prefix is no rival: it goes before the shorter one.
    expect(read({ 'a.yaml': fileOf('a', '"26"'), 'b.yaml': fileOf('b', '"261", C') })).toHaveLength(2);
  });

  it('is looked for only where there is a folder', () => {
    const folder = folderWith({ 'notes.txt': 'id: a' });
    expect(readIndustryPolicies(folder, policies)).toEqual([]);
    expect(readIndustryPolicies(join(folder, 'none'), policies)).toEqual([]);
    const file = join(folder, 'notes.txt');
    expect(errorOf(() => readIndustryPolicies(file, policies))).toEqual({
      code: 'policy.folder',
      params: { folder: file },
    });
  });

  it('is told in words with every placeholder filled', () => {
    const params = { file: 'draft.yaml', id: 'a', rule: 'score.step', reason: 'lighter' };
    for (const key of ['error.policy.narrowsUnknown', 'error.policy.notNarrower'] as const) {
      for (const text of Object.values(policyWords[key])) {
        const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(Object.keys(params)).toEqual(expect.arrayContaining(names));
      }
    }
    for (const [key, { zh, en }] of Object.entries(policyWords)) {
      expect(zh, key).toMatch(/\p{Script=Han}/u);
      expect(en, key).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});
