import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PenaltyKind, penaltyKinds, recordTiers } from '../../src/domain/credit.ts';
import { effectOf } from '../../src/domain/effect.ts';
import { tierOf } from '../../src/domain/tiers.ts';
import { type Common, policy, penalty as record } from './credit-records.ts';

type Given = Common & { kinds?: PenaltyKind[]; fine?: number; confiscated?: number };

function penalty({ kinds = [], ...rest }: Given) {
  return record('2026-05-31', kinds, rest);
}

describe('tier of a penalty', () => {
  it.each<[string, Given, string, string]>([
    ['警告', { kinds: ['warning'] }, 'MINOR', 'tier.minor.kinds'],
    ['通报批评', { kinds: ['criticism'] }, 'MINOR', 'tier.minor.kinds'],
    ['小额罚款 3000 元', { kinds: ['fine'], fine: 3000 }, 'MINOR', 'tier.minor.smallFine'],
    ['罚款 3000.01 元', { kinds: ['fine'], fine: 3000.01 }, 'GENERAL', 'tier.general.kinds'],
    [
      '2021-07-15 起 3000 元',
      { kinds: ['fine'], fine: 3000, decidedOn: '2021-07-15' },
      'MINOR',
      'tier.minor.smallFine',
    ],
    [
      '2021-07-14 的 3000 元',
      { kinds: ['fine'], fine: 3000, decidedOn: '2021-07-14' },
      'GENERAL',
      'tier.general.kinds',
    ],
    [
      '2021-07-14 的 1000 元',
      { kinds: ['fine'], fine: 1000, decidedOn: '2021-07-14' },
      'MINOR',
      'tier.minor.smallFine.before2021',
    ],
    ['罚款 999 999.99 元', { kinds: ['fine'], fine: 999_999.99 }, 'GENERAL', 'tier.general.kinds'],
    ['罚款 100 万元', { kinds: ['fine'], fine: 1_000_000 }, 'SERIOUS', 'tier.serious.hugeFine'],
    ['罚款，金额未报送', { kinds: ['fine'] }, 'GENERAL', 'tier.general.kinds'],
    ['罚款，金额报为 0', { kinds: ['fine'], fine: 0 }, 'GENERAL', 'tier.general.kinds'],
    ['没收违法所得', { kinds: ['confiscateGains'] }, 'GENERAL', 'tier.general.kinds'],
    ['没收非法财物', { kinds: ['confiscateGoods'] }, 'GENERAL', 'tier.general.kinds'],
    ['暂扣许可证件', { kinds: ['suspendLicence'] }, 'GENERAL', 'tier.general.kinds'],
    ['降低资质等级', { kinds: ['lowerQualification'] }, 'GENERAL', 'tier.general.unnamedKinds'],
    ['行政拘留', { kinds: ['detention'] }, 'GENERAL', 'tier.general.unnamedKinds'],
    ['吊销许可证件', { kinds: ['revokeLicence'] }, 'SERIOUS', 'tier.serious.kinds'],
    ['限制开展生产经营活动', { kinds: ['restrictBusiness'] }, 'SERIOUS', 'tier.serious.kinds'],
    ['责令停产停业', { kinds: ['suspendBusiness'] }, 'SERIOUS', 'tier.serious.kinds'],
    ['责令关闭', { kinds: ['closeDown'] }, 'SERIOUS', 'tier.serious.kinds'],
    ['限制从业', { kinds: ['barFromTrade'] }, 'SERIOUS', 'tier.serious.kinds'],
    ['其他', { kinds: ['other'] }, 'MINOR', 'tier.minor.unnamedKinds'],
    ['种类未报送', {}, 'MINOR', 'tier.minor.unnamedKinds'],
    ['种类为其他，但报送了罚款 2 万元', { kinds: ['other'], fine: 20_000 }, 'GENERAL', 'tier.general.kinds'],
    ['警告，但报送了没收金额', { kinds: ['warning'], confiscated: 10 }, 'GENERAL', 'tier.general.kinds'],
    ['警告并处罚款 500 元', { kinds: ['warning', 'fine'], fine: 500 }, 'MINOR', 'tier.minor.kinds'],
    ['罚款 500 元并吊销', { kinds: ['fine', 'revokeLicence'], fine: 500 }, 'SERIOUS', 'tier.serious.kinds'],
  ])('%s', (_case, given, tier, rule) => {
    const decision = tierOf(penalty(given), policy);
    expect([decision.tier, decision.rule.id]).toEqual([tier, rule]);
  });

  it('is that of the gravest kind, in whatever order the kinds were reported', () => {
    const kinds = fc.uniqueArray(fc.constantFrom(...penaltyKinds), { minLength: 1 });
    const fine = fc.option(fc.integer({ min: 1, max: 5_000_000 }), { nil: undefined });
    fc.assert(
      fc.property(kinds, fine, (mixed, amount) => {
        const given = (own: PenaltyKind[]) => {
          const withFine = own.includes('fine') && amount !== undefined ? { fine: amount } : {};
          return recordTiers.indexOf(tierOf(penalty({ kinds: own, ...withFine }), policy).tier);
        };
        const gravest = Math.max(...mixed.map((kind) => given([kind])));
        expect(given(mixed)).toBe(gravest);
        expect(given(mixed.toReversed())).toBe(gravest);
      }),
    );
  });
});

describe('how long a penalty counts', () => {
  const market = '示例市市场监督管理局';
  const warning = { kinds: ['warning'] } satisfies Given;
  const confiscation = { kinds: ['confiscateGains'] } satisfies Given;
  const closure = { kinds: ['closeDown'] } satisfies Given;

  it.each<[string, Given, string, boolean, string | null]>([
    // 公示截止期 as reported: its day counts (民法典 202)
    ['截止期当日', { ...confiscation, publicityUntil: '2026-09-30' }, '2026-09-30', true, '2026-09-30'],
    ['截止期次日', { ...confiscation, publicityUntil: '2026-09-30' }, '2026-10-01', false, '2026-10-01'],
    ['截止期「长期」', { ...confiscation, publicityUntil: '9999-12-31' }, '2030-01-01', true, '9999-12-31'],
    ['处罚有效期不是公示期', { ...confiscation, validUntil: '2026-06-30' }, '2026-07-01', true, '2027-05-31'],
    // 轻微: 3 months, by itself (Order 36)
    ['轻微，满 3 个月当日', warning, '2026-08-31', true, '2026-08-31'],
    ['轻微，次日', warning, '2026-09-01', false, '2026-09-01'],
    ['轻微，月末对日', { ...warning, decidedOn: '2026-11-30' }, '2027-02-28', true, '2027-02-28'],
    ['轻微，月末对日次日', { ...warning, decidedOn: '2026-11-30' }, '2027-03-01', false, '2027-03-01'],
    ['轻微，36号令施行前届满', { ...warning, decidedOn: '2025-12-30' }, '2026-03-31', false, '2026-03-31'],
    // 一般: 1 year, then only if corrected (Order 36)
    ['一般，满 1 年当日', confiscation, '2027-05-31', true, '2027-05-31'],
    ['一般，满 1 年未见纠正', confiscation, '2027-06-01', true, null],
    [
      '一般，满 1 年已纠正',
      { ...confiscation, correctedOn: '2026-07-01' },
      '2027-06-01',
      false,
      '2027-06-01',
    ],
    ['一般，满 1 年后纠正', { ...confiscation, correctedOn: '2027-08-15' }, '2027-08-14', true, null],
    ['一般，届满当日纠正', { ...confiscation, correctedOn: '2027-05-31' }, '2027-05-31', true, '2027-05-31'],
    ['一般，纠正当日', { ...confiscation, correctedOn: '2027-08-15' }, '2027-08-15', false, '2027-08-15'],
    // 一般, before 2026-04-01
    [
      '527号文：满 1 年自行停止',
      { ...confiscation, decidedOn: '2022-03-01' },
      '2023-03-02',
      false,
      '2023-03-02',
    ],
    [
      '527号文：停止后不因58号令恢复',
      { ...confiscation, decidedOn: '2022-03-01' },
      '2024-01-01',
      false,
      '2023-03-02',
    ],
    [
      '527号文：施行前的处罚，自施行之日停止',
      { ...confiscation, decidedOn: '2017-03-01' },
      '2021-01-01',
      false,
      '2019-07-01',
    ],
    ['58号令：未满 3 年', { ...confiscation, decidedOn: '2022-06-01' }, '2025-06-01', true, '2025-06-01'],
    [
      '58号令：满 3 年自行停止',
      { ...confiscation, decidedOn: '2022-06-01' },
      '2025-06-02',
      false,
      '2025-06-02',
    ],
    ['58号令：最后一天届满', { ...confiscation, decidedOn: '2023-03-30' }, '2026-03-31', false, '2026-03-31'],
    [
      '36号令：前一日尚未停止',
      { ...confiscation, decidedOn: '2023-03-31' },
      '2026-03-31',
      true,
      '2026-03-31',
    ],
    ['36号令：施行后须已纠正', { ...confiscation, decidedOn: '2023-03-31' }, '2026-04-01', true, null],
    [
      '36号令：施行时已满 1 年且已纠正',
      { ...confiscation, decidedOn: '2024-06-01', correctedOn: '2024-07-01' },
      '2026-04-01',
      false,
      '2026-04-01',
    ],
    [
      '36号令：施行当日届满',
      { ...confiscation, decidedOn: '2025-04-01', correctedOn: '2025-07-01' },
      '2026-04-01',
      true,
      '2026-04-01',
    ],
    // 市场监管: Order 107 from 2025-12-25
    [
      '107号令：已纠正',
      { ...confiscation, authority: market, decidedOn: '2024-06-01', correctedOn: '2024-07-01' },
      '2025-12-25',
      false,
      '2025-12-25',
    ],
    [
      '107号令：前一日',
      { ...confiscation, authority: market, decidedOn: '2024-06-01', correctedOn: '2024-07-01' },
      '2025-12-24',
      true,
      '2025-12-24',
    ],
    [
      '107号令：不适用于其他部门',
      { ...confiscation, decidedOn: '2024-06-01', correctedOn: '2024-07-01' },
      '2025-12-25',
      true,
      '2026-03-31',
    ],
    // 严重: 3 years
    ['严重，满 3 年当日', { ...closure, decidedOn: '2023-10-10' }, '2026-10-10', true, '2026-10-10'],
    ['严重，满 3 年未见纠正', { ...closure, decidedOn: '2023-10-10' }, '2026-10-11', true, null],
    [
      '严重，满 3 年已纠正',
      { ...closure, decidedOn: '2023-10-10', correctedOn: '2024-01-01' },
      '2026-10-11',
      false,
      '2026-10-11',
    ],
    [
      '严重，58号令满 3 年自行停止',
      { ...closure, decidedOn: '2023-02-10' },
      '2026-02-11',
      false,
      '2026-02-11',
    ],
    // repair and decision
    ['作出当日', confiscation, '2026-05-31', true, '2027-05-31'],
    ['作出前一日', confiscation, '2026-05-30', false, null],
    [
      '修复前一日（当日尚不知修复）',
      { ...confiscation, repairedOn: '2026-09-10' },
      '2026-09-09',
      true,
      '2027-05-31',
    ],
    ['修复当日', { ...confiscation, repairedOn: '2026-09-10' }, '2026-09-10', false, '2026-09-10'],
  ])('%s', (_case, given, asOf, effective, day) => {
    const effect = effectOf(penalty(given), policy, asOf);
    expect([effect.effective, effect.effective ? effect.to : effect.since]).toEqual([effective, day]);
  });

  it('says that the end depends on correction, then that the maximum is over', () => {
    const fresh = penalty(confiscation);
    expect(effectOf(fresh, policy, '2027-05-31')).toMatchObject({
      note: 'endsOnlyIfCorrected',
      applied: ['tier.general.kinds', 'publicity.start', 'publicity.order36.general'],
    });
    expect(effectOf(fresh, policy, '2027-06-01')).toMatchObject({ note: 'pastMaximumUncorrected' });
    const corrected = penalty({ ...confiscation, correctedOn: '2026-06-15' });
    expect(effectOf(corrected, policy, '2027-05-31')).toMatchObject({ note: null });
  });

  it('is told with the first reason that ended it', () => {
    const both = penalty({ ...warning, publicityUntil: '2026-07-31', repairedOn: '2026-09-01' });
    expect(effectOf(both, policy, '2026-10-01')).toMatchObject({
      reason: 'publicityEnded',
      since: '2026-08-01',
    });
    const repaired = penalty({ ...warning, publicityUntil: '2026-07-31', repairedOn: '2026-06-10' });
    expect(effectOf(repaired, policy, '2026-10-01')).toMatchObject({
      reason: 'repaired',
      since: '2026-06-10',
    });
  });

  it('never comes back once it has ended', () => {
    const days = fc
      .date({ min: new Date('2017-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const shape = fc.record({
      kinds: fc.constantFrom<PenaltyKind[]>(['warning'], ['confiscateGains'], ['closeDown']),
      authority: fc.constantFrom(market, '示例市生态环境局'),
      decidedOn: days,
      correctedOn: fc.option(days),
      repairedOn: fc.option(days),
      publicityUntil: fc.option(days),
    });
    fc.assert(
      fc.property(shape, days, days, (given, a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const own = penalty(given);
        const before = effectOf(own, policy, first);
        const after = effectOf(own, policy, second);
        if (!before.effective && before.reason !== 'notYet') expect(after).toEqual(before);
        // What was told as the last day holds, unless it was repaired or corrected in between.
        if (before.effective && before.to !== null && before.to >= second && given.repairedOn === null) {
          expect(after.effective || given.correctedOn !== null).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
