import { describe, expect, it } from 'vitest';
import { creditClasses } from '../../src/domain/credit.ts';
import { grade } from '../../src/domain/grading.ts';
import {
  conveniences,
  greenLight,
  measureListSchema,
  measuresFor,
  type Standing,
  scenes,
  standingOf,
} from '../../src/domain/measures.ts';
import { measureList } from '../../src/services/measure-list.ts';
import { commitment, entry, firm, penalty, policy, today } from './credit-records.ts';

const list = measureList();
const standing = (more: Partial<Standing> = {}): Standing => ({
  creditClass: 'TRUSTWORTHY',
  provisional: false,
  lists: [],
  flags: new Set(),
  areas: [],
  ...more,
});
const ids = (of: Standing, day = today) => measuresFor(list, of, day).map(({ id }) => id);

describe('the list of measures', () => {
  it('has something for every class in every scene that is not about severe means', () => {
    for (const creditClass of creditClasses) {
      const told = new Set(measuresFor(list, standing({ creditClass }), today).map(({ scene }) => scene));
      const wanted = scenes.filter((scene) => scene !== 'strict' || creditClass === 'SERIOUS_DISCREDIT');
      expect([...told].sort(), creditClass).toEqual([...wanted].sort());
    }
  });

  it('comes scene by scene, in their order', () => {
    const told = measuresFor(list, standing({ creditClass: 'SERIOUS_DISCREDIT' }), today);
    const places = told.map(({ scene }) => scenes.indexOf(scene));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('can be narrowed to one scene', () => {
    const told = measuresFor(list, standing(), today, 'finance');
    expect(told.map(({ id }) => id)).toEqual(['finance.recommend']);
  });

  it('never rests a measure of the plan on another text, nor a default on a norm', () => {
    for (const { id, clause, origin, source } of list.measures) {
      if (origin === 'plan') expect(clause, id).toMatch(/^《差异化监管流程再造实施方案》二（/);
      if (origin === 'plan') expect(source, id).toContain('《差异化监管流程再造实施方案》');
    }
  });

  it('names no figure: no amounts, no thresholds, no scores', () => {
    for (const { id, title } of list.measures)
      expect(title.zh.replace('每年一次', ''), id).not.toMatch(/\d+\s*(?:分|元|万|%|％|倍)/);
  });

  it('is dated: what a norm says does not hold before the norm', () => {
    const listed = standing({ creditClass: 'SERIOUS_DISCREDIT', lists: ['seriousViolation'] });
    expect(ids(listed, '2021-08-31')).not.toContain('supervision.keyObject');
    expect(ids(listed, '2021-09-01')).toContain('supervision.keyObject');
  });

  const one = {
    id: 'a.b',
    scene: 'finance',
    obligation: 'may',
    when: [{}],
    clause: '示例',
    origin: 'default',
    source: '示例',
    title: { zh: '示例', en: 'example' },
  };
  const common = { id: 'x', clause: '示例', origin: 'default', source: '示例', title: { zh: '例', en: 'e' } };
  const whole = (measures: unknown[]) => ({
    acceptanceDay: common,
    greenLight: common,
    lawOnly: common,
    measures,
  });
  it.each([
    ['as it should be', [one], true],
    ['an id twice', [one, one], false],
    ['a misspelt class', [{ ...one, when: [{ classes: ['TRUSTWORTHYY'] }] }], false],
    ['a condition there is not', [{ ...one, when: [{ score: 60 }] }], false],
    ['no condition at all', [{ ...one, when: [] }], false],
    ['a prohibition as a convenience', [{ ...one, obligation: 'mayNot', green: 'full' }], false],
  ])('is checked: %s', (_what, measures, fine) => {
    expect(measureListSchema.safeParse(whole(measures)).success).toBe(fine);
  });
});

describe('where an enterprise stands', () => {
  const of = (records: Parameters<typeof grade>[0]['records'], more: Partial<typeof firm> = {}) => {
    const dossier = { enterprise: { ...firm, ...more }, records };
    return standingOf(dossier, grade(dossier, policy, today), policy, { inclusivePeriod: false });
  };

  it('counts lists that are in effect, and those alone', () => {
    expect(of([entry('2026-03-01', 'keyWatch')]).lists).toEqual(['keyWatch']);
    expect(of([entry('2026-03-01', 'honestModel', { validUntil: '2026-05-01' })]).lists).toEqual([]);
    expect(of([entry('2026-03-01', 'seriousViolation', { status: 'annulled' })]).lists).toEqual([]);
    expect(of([entry('2022-03-01', 'seriousViolation')]).lists).toEqual([]);
  });

  it('sees a breach until it is repaired', () => {
    expect([...of([commitment('2026-03-01', 'broken')]).flags]).toEqual(['breach']);
    expect([...of([commitment('2026-03-01', 'broken', { repairedOn: '2026-09-01' })]).flags]).toEqual([]);
    expect([...of([commitment('2026-03-01', 'kept')]).flags]).toEqual([]);
  });

  it('sees the special area whatever the class', () => {
    const clean = of([], { specialAreas: ['药品'] });
    expect([clean.creditClass, clean.flags.has('specialArea')]).toEqual(['TRUSTWORTHY', true]);
    const fined = of([penalty('2026-05-31', ['fine'], { fine: 50_000 })], { specialAreas: ['疫苗'] });
    expect([fined.creditClass, fined.flags.has('specialArea')]).toEqual(['GENERAL_DISCREDIT', true]);
  });
});

describe('the green light', () => {
  const here = { registered: true, registrationStatus: '存续（在营、开业、在册）' };
  const light = (of: Standing, pending = false, firmHere = here) => greenLight(of, firmHere, pending);

  it.each([
    ['trustworthy', standing(), 'full'],
    ['provisional', standing({ provisional: true }), 'basic'],
    ['commended', standing({ lists: ['incentive'] }), 'incentive'],
    ['a model', standing({ lists: ['honestModel'], provisional: true }), 'incentive'],
  ])('%s', (_what, of, level) => {
    expect(light(of)).toEqual({ level, refused: null });
  });

  it('is refused with every reason there is', () => {
    const bad = standing({ creditClass: 'MINOR_DISCREDIT', lists: ['incentive'] });
    expect(light(bad).refused).toEqual(['discredit']);
    expect(light(standing(), true).refused).toEqual(['pendingListing']);
    const gone = { registered: false, registrationStatus: '注销' };
    expect(light(bad, true, gone).refused).toEqual(['discredit', 'unregistered', 'closed', 'pendingListing']);
  });

  it('gives more from level to level', () => {
    const told = measuresFor(list, standing({ lists: ['incentive'] }), today);
    const [basic, full, incentive] = (['basic', 'full', 'incentive'] as const).map((level) =>
      conveniences(told, level).map(({ id }) => id),
    );
    expect(basic).toContain('approval.commitment');
    expect(basic).not.toContain('approval.greenChannel');
    expect(full).toEqual(expect.arrayContaining([...(basic ?? []), 'approval.greenChannel']));
    expect(full).not.toContain('convenience.incentive');
    expect(incentive).toEqual(expect.arrayContaining([...(full ?? []), 'convenience.incentive']));
  });

  it('leaves no convenience to prohibitions', () => {
    const told = measuresFor(list, standing({ lists: ['incentive'] }), today);
    for (const { obligation } of conveniences(told, 'incentive')) expect(obligation).not.toBe('mayNot');
  });
});
