import { describe, expect, it } from 'vitest';
import type { CreditClass, CreditRecord, Enterprise } from '../../src/domain/credit.ts';
import { grade } from '../../src/domain/grading.ts';
import {
  commitment,
  entry,
  evaluation,
  firm,
  neutralPublicity,
  numbered,
  penalty,
  policy,
  today,
} from './credit-records.ts';

const T = 'TRUSTWORTHY';
const M = 'MINOR_DISCREDIT';
const G = 'GENERAL_DISCREDIT';
const S = 'SERIOUS_DISCREDIT';

const clean = 'class.trustworthy';
const list = 'class.serious.list r1';
const defaulter = 'class.serious.judgmentDefaulter r1';
const serious = 'class.serious.record r1';
const general = 'class.general.record r1';
const minor = 'class.minor.record r1';
const repeated = 'class.general.repeatedMinor';

const fine = { fine: 50_000 };
const warned = (day: string) => penalty(day, ['warning'], { publicityUntil: '2027-12-31' });
const confiscation = penalty('2026-05-31', ['confiscateGains']);
const poor = evaluation('2026-06-01', 'public', 'POOR');
const fair = [evaluation('2026-06-01', 'public', 'FAIR'), evaluation('2026-06-01', 'industry', 'FAIR')];

/** Clause, given, then: class and basis (rules and records, which are numbered r1, r2, …). */
type Case = [clause: string, given: string, then: CreditClass, basis: string, ...records: CreditRecord[]];

const cases: Case[] = [
  // 诚信守法
  ['方案二（一）二', '没有任何记录', T, clean],
  ['方案二（九）一', '只有行政许可和处罚以外的其他公示信息', T, clean, ...neutralPublicity('2026-01-05')],
  ['方案二（六）三', '守信激励对象名单', T, clean, entry('2026-01-05', 'incentive')],
  ['方案二（九）四', '诚信示范企业', T, clean, entry('2026-01-05', 'honestModel')],
  ['方案二（三）二', '信用承诺履行中', T, clean, commitment('2026-01-05', 'open')],
  ['方案二（三）二', '信用承诺已履行', T, clean, commitment('2026-01-05', 'kept')],
  ['方案二（九）二', '处罚已撤销', T, clean, penalty('2026-10-01', ['closeDown'], { status: 'withdrawn' })],
  [
    '方案二（九）二',
    '处罚经复议撤销',
    T,
    clean,
    penalty('2026-10-01', ['closeDown'], { status: 'annulled' }),
  ],
  ['方案二（九）二', '处罚中止执行', T, clean, penalty('2026-10-01', ['closeDown'], { status: 'stayed' })],
  [
    '方案二（六）一',
    '罚款已修复',
    T,
    clean,
    penalty('2026-05-31', ['fine'], { ...fine, repairedOn: '2026-09-15' }),
  ],
  // 严重失信
  ['方案二（六）二', '严重违法失信名单', S, list, entry('2026-03-01', 'seriousViolation')],
  ['方案二（六）二', '严重失信主体名单', S, list, entry('2019-03-01', 'seriousDiscredit')],
  ['方案二（六）二', '列入当日', S, list, entry(today, 'seriousDiscredit')],
  ['方案二（六）二', '失信被执行人', S, defaulter, entry('2025-03-01', 'judgmentDefaulter')],
  [
    '方案二（六）二',
    '移出前一日',
    S,
    list,
    entry('2025-03-01', 'seriousDiscredit', { validUntil: '2026-11-25' }),
  ],
  ['方案二（六）二', '移出当日', T, clean, entry('2025-03-01', 'seriousDiscredit', { validUntil: today })],
  [
    '方案二（六）二',
    '名单公示截止当日',
    S,
    list,
    entry('2025-03-01', 'seriousDiscredit', { publicityUntil: today }),
  ],
  ['总局令第44号', '列入满3年当日', S, list, entry('2023-11-24', 'seriousViolation')],
  ['总局令第44号', '列入满3年次日', T, clean, entry('2023-11-23', 'seriousViolation')],
  [
    '总局令第107号',
    '提前移出',
    T,
    clean,
    entry('2025-03-01', 'seriousViolation', { repairedOn: '2026-04-10' }),
  ],
  ['发改委令第36号', '罚款并吊销许可证', S, serious, penalty('2025-01-10', ['fine', 'revokeLicence'])],
  ['发改委令第36号', '责令停产停业', S, serious, penalty('2026-08-10', ['suspendBusiness'])],
  ['本系统默认', '罚款100万元', S, serious, penalty('2026-08-10', ['fine'], { fine: 1_000_000 })],
  [
    '方案二（六）二',
    '名单、处罚并存',
    S,
    `${list}; class.serious.record r2`,
    entry('2026-09-01', 'seriousViolation'),
    penalty('2026-08-10', ['closeDown']),
  ],
  // 一般失信
  ['方案二（一）二', '公示期内罚款5万元', G, general, penalty('2026-05-31', ['fine'], fine)],
  [
    '方案二（一）二',
    '两条记录，按决定日期列示',
    G,
    'class.general.record r2 r1',
    penalty('2026-06-30', ['confiscateGoods']),
    confiscation,
  ],
  [
    '发改委令第36号',
    '满1年当日',
    G,
    general,
    penalty('2025-11-24', ['fine'], { ...fine, correctedOn: '2026-01-05' }),
  ],
  [
    '发改委令第36号',
    '满1年次日，已纠正',
    T,
    clean,
    penalty('2025-11-23', ['fine'], { ...fine, correctedOn: '2026-01-05' }),
  ],
  ['发改委令第36号', '满1年次日，未见纠正', G, general, penalty('2025-11-23', ['fine'], fine)],
  ['方案二（四）三', '重点关注企业名单', G, 'class.general.keyWatch r1', entry('2026-07-01', 'keyWatch')],
  [
    '本系统默认',
    '经营异常名录',
    G,
    'class.general.abnormalOperation r1',
    entry('2021-07-01', 'abnormalOperation'),
  ],
  [
    '本系统默认',
    '已移出经营异常名录',
    T,
    clean,
    entry('2021-07-01', 'abnormalOperation', { validUntil: '2022-01-01' }),
  ],
  [
    '方案二（三）一',
    '因虚假承诺撤销决定',
    G,
    'class.general.revokedCommitment r1',
    commitment('2026-02-01', 'revoked'),
  ],
  [
    '方案二（四）三',
    '12个月内3条轻微失信',
    G,
    `${repeated} r1 r2 r3`,
    ...['2025-12-01', '2026-03-01', '2026-09-01'].map(warned),
  ],
  [
    '方案二（四）三',
    '最早一条满12个月当日',
    G,
    `${repeated} r1 r2 r3`,
    ...['2025-11-24', '2026-03-01', '2026-09-01'].map(warned),
  ],
  [
    '方案二（四）三',
    '最早一条满12个月次日',
    M,
    `${minor} r2 r3`,
    ...['2025-11-23', '2026-03-01', '2026-09-01'].map(warned),
  ],
  [
    '方案二（四）三',
    '4条轻微失信',
    G,
    `${repeated} r1 r2 r3 r4`,
    ...['2025-12-01', '2026-03-01', '2026-09-01', today].map(warned),
  ],
  [
    '方案二（四）三',
    '3条中1条已撤销',
    M,
    `${minor} r2`,
    warned('2026-03-01'),
    warned('2026-09-01'),
    { ...warned(today), status: 'annulled' },
  ],
  // 轻微失信
  ['发改委令第36号', '警告，公示期内', M, minor, penalty('2026-09-01', ['warning'])],
  ['发改委令第36号', '警告满3个月当日', M, minor, penalty('2026-08-24', ['warning'])],
  ['发改委令第36号', '警告满3个月次日', T, clean, penalty('2026-08-23', ['warning'])],
  ['方案二（一）二', '处罚作出当日', M, minor, penalty(today, ['criticism'])],
  ['方案二（一）二', '处罚作出前一日', T, clean, penalty('2026-11-25', ['criticism'])],
  ['处罚法第五十一条', '罚款3000元', M, minor, penalty('2026-09-01', ['fine'], { fine: 3000 })],
  [
    '方案二（三）四',
    '违反信用承诺',
    M,
    'class.minor.brokenCommitment r1',
    commitment('2026-02-01', 'broken'),
  ],
  ['方案二（三）四', '违诺已修复', T, clean, commitment('2026-02-01', 'broken', { repairedOn: today })],
  // 综合得分
  ['方案二（一）三', '公共评价差：下调一级', M, `${clean}; score.step r1`, poor],
  [
    '方案二（一）三',
    '轻微失信且公共评价差',
    G,
    `${minor}; score.step r2`,
    penalty('2026-09-01', ['warning']),
    poor,
  ],
  [
    '国办发〔2020〕49号',
    '一般失信且评价最低：不成为严重',
    G,
    general,
    confiscation,
    poor,
    evaluation(today, 'market', 0),
  ],
  ['方案二（一）三', '得分恰为60：不下调', T, clean, ...fair, evaluation('2026-06-01', 'market', 40)],
  [
    '方案二（一）三',
    '得分59.98：下调',
    M,
    `${clean}; score.step r1 r2 r3`,
    ...fair,
    evaluation('2026-06-01', 'market', 39.9),
  ],
  ['方案二（一）三', '仅有市场信用评价：不下调', T, clean, evaluation('2026-06-01', 'market', 5)],
  [
    '方案二（一）三',
    '评价优：不抵消失信',
    G,
    general,
    confiscation,
    evaluation('2026-06-01', 'public', 'EXCELLENT'),
  ],
  [
    '方案二（一）三',
    '评价满24个月当日',
    M,
    `${clean}; score.step r1`,
    evaluation('2024-11-24', 'public', 'POOR'),
  ],
  ['方案二（一）三', '评价满24个月次日', T, clean, evaluation('2024-11-23', 'public', 'POOR')],
];

describe(`cases as of ${today}`, () => {
  it.each(cases)('%s %s: %s', (_clause, _given, then, basis, ...records) => {
    const result = grade({ enterprise: firm, records: numbered(records) }, policy, today);
    expect(result.creditClass).toBe(then);
    expect(result.basis.map((own) => [own.rule, ...own.records].join(' ')).join('; ')).toBe(basis);
  });
});

describe('what an official sees', () => {
  const records = [
    entry('2026-09-01', 'seriousViolation', { id: 'l1' }),
    entry('2020-01-01', 'abnormalOperation', { id: 'l2', validUntil: '2021-01-01' }),
    penalty('2026-05-31', ['fine'], { id: 'p1', ...fine }),
    penalty('2026-09-20', ['warning'], { id: 'p2' }),
    penalty('2026-01-10', ['warning'], { id: 'p3' }),
    penalty('2027-01-10', ['warning'], { id: 'p4' }),
    evaluation('2026-06-01', 'public', 'GOOD', { id: 'e1' }),
    evaluation('2025-06-01', 'public', 'POOR', { id: 'e0' }),
  ];
  const result = grade({ enterprise: firm, records }, policy, today);

  it('is the rule, its clause and origin, the records, and how long it holds', () => {
    expect(result.basis).toEqual([
      {
        rule: 'class.serious.list',
        clause: '《差异化监管流程再造实施方案》二（六）二',
        origin: 'plan',
        records: ['l1'],
        from: '2026-09-01',
        to: '2029-09-01',
        creditClass: S,
        applied: ['list.term.seriousViolation'],
        notes: [],
      },
    ]);
    expect([result.asOf, result.policyId]).toEqual([today, 'shandong-1']);
  });

  it('are the lighter rules that matched too', () => {
    expect(result.noted.map(({ rule, records: ids, to }) => [rule, ...ids, to])).toEqual([
      ['class.general.record', 'p1', '2027-05-31'],
      ['class.minor.record', 'p2', '2026-12-20'],
    ]);
    expect(result.noted[0]?.notes).toEqual([{ record: 'p1', code: 'endsOnlyIfCorrected' }]);
  });

  it('are the records that do not count, and why', () => {
    expect(result.ignored).toEqual([
      { record: 'e0', reason: 'superseded', since: null },
      { record: 'l2', reason: 'removed', since: '2021-01-01' },
      { record: 'p3', reason: 'publicityEnded', since: '2026-04-11' },
      { record: 'p4', reason: 'notYet', since: null },
    ]);
  });

  it('is that no correction, or no day of the breach, was reported', () => {
    const given = [
      penalty('2025-10-31', ['detention'], { id: 'p1' }),
      commitment('2025-01-05', 'revoked', { id: 'c1' }),
    ];
    const { basis } = grade({ enterprise: firm, records: given }, policy, today);
    expect(basis).toMatchObject([
      { to: null, notes: [{ record: 'p1', code: 'pastMaximumUncorrected' }] },
      { to: null, notes: [{ record: 'c1', code: 'breachDateNotReported' }] },
    ]);
  });

  it('is since when a trustworthy enterprise has been clean', () => {
    const since = (enterprise: Enterprise, ...own: CreditRecord[]) =>
      grade({ enterprise, records: numbered(own) }, policy, today).basis[0]?.from;
    expect(since(firm)).toBe(policy.effectiveFrom);
    expect(since({ ...firm, establishedOn: '2024-05-06' })).toBe('2024-05-06');
    expect(since({ ...firm, establishedOn: '2027-05-06' })).toBe(today);
    const repaired = penalty('2026-01-10', ['confiscateGains'], { repairedOn: '2026-08-08' });
    expect(since(firm, repaired, penalty('2026-01-10', ['warning']))).toBe('2026-08-08');
  });

  it('is when repeated minor records became too many and will be few enough', () => {
    const own = numbered(['2025-12-05', '2026-02-01', '2026-03-01', '2026-10-01'].map(warned));
    const [basis] = grade({ enterprise: firm, records: own }, policy, today).basis;
    expect([basis?.from, basis?.to]).toEqual(['2026-03-01', '2027-02-01']);
    const classOn = (day: string) => grade({ enterprise: firm, records: own }, policy, day).creditClass;
    expect(['2026-02-28', '2026-03-01', '2027-02-01', '2027-02-02'].map(classOn)).toEqual([M, G, G, M]);
  });
});

describe('a provisional class', () => {
  const two = [evaluation('2026-06-01', 'public', 'GOOD'), evaluation('2026-06-01', 'market', 80)];
  const reasons = (establishedOn: string | null, records: CreditRecord[]) =>
    grade({ enterprise: { ...firm, establishedOn }, records: numbered(records) }, policy, today)
      .provisionalReasons;

  it('rests on too little knowledge', () => {
    expect(reasons('2015-03-01', two)).toEqual([]);
    expect(reasons('2025-11-24', two)).toEqual([]);
    expect(reasons('2025-11-25', two)).toEqual(['newlyRegistered']);
    expect(reasons(null, two)).toEqual(['registrationUnknown']);
    expect(reasons('2015-03-01', two.slice(1))).toEqual(['fewDimensions']);
    expect(reasons('2026-11-01', [])).toEqual(['newlyRegistered', 'fewDimensions']);
  });

  it('is never one of discredit, which rests on records', () => {
    const records = [penalty(today, ['warning'])];
    expect(grade({ enterprise: { ...firm, establishedOn: null }, records }, policy, today).provisional).toBe(
      false,
    );
  });
});
