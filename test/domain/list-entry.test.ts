import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import {
  type Concerned,
  checkActDay,
  checkBasis,
  checkDraft,
  checkHeard,
  checkList,
  checkPersonName,
  type ListDraft,
  removalMonths,
  representativeOn,
  termMonths,
  withPerson,
} from '../../src/domain/list-entry.ts';
import { policy, today } from './credit-records.ts';

/** The code of what is thrown; null: nothing. */
function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return error.code;
  }
}

describe('an entry rests on', () => {
  it.each([
    ['《中华人民共和国药品管理法》第一百一十六条', null],
    ['国办发〔2020〕49号', null],
    ['鲁政发[2020]12号第三条', null],
    ['综合得分低于60分', 'list.noLaw'],
    ['信用等级为一般失信', 'list.noLaw'],
    ['无', 'list.noLaw'],
    ['', 'list.noLaw'],
    ['《法》', 'list.noLaw'],
    [`《示例条例》${'长'.repeat(200)}`, 'list.text'],
  ])('%s', (basis, code) => {
    expect(refusal(() => checkBasis(basis))).toBe(code);
  });
});

describe('a name', () => {
  it.each([
    ['示例甲', null],
    ['阿卜杜拉·示例', null],
    ['Li Wei', null],
    ['甲', 'list.person'],
    ['示例甲，男', 'list.person'],
    ['示例甲 13800001111', 'list.idNumber'],
    ['37020219900101001X', 'list.idNumber'],
    ['370202199001010017', 'list.idNumber'],
  ])('%s', (name, code) => {
    expect(refusal(() => checkPersonName(name))).toBe(code);
  });
});

describe('the day of the act', () => {
  it.each([
    [today, null],
    ['2026-11-25', 'list.day'],
    ['2026-02-30', 'list.day'],
    ['昨天', 'list.day'],
  ])('%s', (day, code) => {
    expect(refusal(() => checkActDay(day, today))).toBe(code);
  });
});

describe('who held office on the day of the act', () => {
  const history = [
    { name: '示例甲', from: '2020-01-01' },
    { name: '示例乙', from: '2024-06-01' },
    { name: '示例丙', from: '2026-01-15' },
  ];
  it.each([
    ['2019-12-31', '示例甲', false],
    ['2020-01-01', '示例甲', true],
    ['2024-05-31', '示例甲', true],
    ['2024-06-01', '示例乙', true],
    ['2026-01-14', '示例乙', true],
    ['2026-11-24', '示例丙', true],
  ])('%s', (day, name, certain) => {
    expect(representativeOn(history, day)).toMatchObject({ name, certain });
    expect(representativeOn(history.toReversed(), day)).toMatchObject({ name, certain });
  });

  it('is nobody where the register names nobody', () => {
    expect(representativeOn([], today)).toBeNull();
    expect(representativeOn([{ name: null, from: '2020-01-01' }], today)).toBeNull();
  });
});

describe('persons', () => {
  const held: Concerned = { name: '示例甲', office: 'legalRepresentative', source: 'register' };
  const other: Concerned = { name: '示例乙', office: 'directlyResponsible', source: 'officer' };

  it('are added once, and one legal representative takes the place of the other', () => {
    const both = withPerson([held], other);
    expect(withPerson(both, other)).toEqual([held, other]);
    const replaced = withPerson(both, { ...held, name: '示例丙', source: 'officer' });
    expect(replaced.map(({ name }) => name)).toEqual(['示例丙', '示例乙']);
  });

  it('may be one person in two offices', () => {
    expect(withPerson([held], { ...held, office: 'principal', source: 'officer' })).toHaveLength(2);
  });

  it('are ten at the most', () => {
    const names = [...'子丑寅卯辰巳午未申酉'].map((one) => ({ ...other, name: `示例${one}` }));
    expect(refusal(() => withPerson(names, { ...other, name: '示例戌' }))).toBe('list.persons');
  });
});

describe('a draft', () => {
  const draft: ListDraft = {
    list: 'seriousViolation',
    ground: 'grave',
    penalty: '示例罚〔2026〕1号从重罚款',
    basis: '《中华人民共和国药品管理法》',
    actOn: '2026-03-01',
    persons: [],
  };
  const at = { policy, today, trustworthy: true };
  it.each<[string, Partial<ListDraft>, string | null]>([
    ['is fine', {}, null],
    ['needs a ground', { ground: null }, 'list.ground'],
    ['needs a law', { basis: '' }, 'list.noLaw'],
    ['needs the day of the act', { actOn: null }, 'list.day'],
    ['needs words', { penalty: '重' }, 'list.text'],
    ['is not for a list of the courts', { list: 'judgmentDefaulter' }, 'list.notHere'],
    ['is not for the key-watch list', { list: 'keyWatch' }, 'list.notHere'],
    [
      'holds names only',
      { persons: [{ name: '370202199001010017', office: 'principal', source: 'officer' }] },
      'list.idNumber',
    ],
  ])('%s', (_what, more, code) => {
    expect(refusal(() => checkDraft({ ...draft, ...more }, at))).toBe(code);
  });

  it('of commendation takes neither law nor persons, and no discredit', () => {
    const good: ListDraft = { ...draft, list: 'incentive', ground: null, basis: '', actOn: null };
    expect(checkDraft({ ...good, ground: 'vile', basis: 'x' }, at)).toEqual({ ...good, persons: [] });
    expect(refusal(() => checkDraft(good, { ...at, trustworthy: false }))).toBe('list.hasDiscredit');
  });
});

describe('hearing the enterprise', () => {
  it('lasts to the end of the last day, unless it has spoken', () => {
    const open = { statementBy: '2026-11-24', statedAt: null };
    expect(refusal(() => checkHeard(open, '2026-11-24'))).toBe('list.tooSoon');
    expect(refusal(() => checkHeard(open, '2026-11-25'))).toBeNull();
    expect(refusal(() => checkHeard({ ...open, statedAt: new Date(0) }, '2026-11-20'))).toBeNull();
    expect(refusal(() => checkHeard({ statementBy: null, statedAt: null }, '2026-11-20'))).toBeNull();
  });
});

describe('terms', () => {
  it('are those of the policy', () => {
    expect(termMonths('seriousViolation', policy)).toBe(36);
    expect(termMonths('incentive', policy)).toBeNull();
    expect(removalMonths('seriousViolation', policy, today)).toBe(12);
    expect(removalMonths('seriousDiscredit', policy, '2026-03-31')).toBeNull();
    expect(removalMonths('seriousDiscredit', policy, '2026-04-01')).toBe(12);
    expect(removalMonths('incentive', policy, today)).toBeNull();
  });

  it('are of lists that are kept here', () => {
    for (const list of policy.listEntry.lists) expect(checkList(list, policy)).toBe(list);
    expect(refusal(() => checkList('', policy))).toBe('list.notHere');
  });
});
