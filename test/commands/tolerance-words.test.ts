import { describe, expect, it } from 'vitest';
import { answerOf, enterpriseAndAct, parseExemption } from '../../commands/exemption-words.ts';
import { monthsOf, parseInclusive, sectorOf } from '../../commands/inclusive-words.ts';
import { foldText } from '../../src/domain/text.ts';
import { codeOf } from '../support/conversation.ts';

const code = codeOf(1);
const inclusive = (said: string) => parseInclusive(foldText(said), said);
const exemption = (said: string) => parseExemption(foldText(said), said);

describe('a request for a 包容期', () => {
  it.each([
    [
      `包容期申请 ${code} 新技术 24 工业互联网平台`,
      { words: code, sector: 'technology', months: '24', reason: '工业互联网平台' },
    ],
    [
      `申请包容期　青岛示例新技术有限公司　新业态，２４个月，共享仓储，有人值守`,
      { words: '青岛示例新技术有限公司', sector: 'format', months: '24', reason: '共享仓储,有人值守' },
    ],
    ['包容期申请 新模式 2年 直播带货', { words: '', sector: 'model', months: '24', reason: '直播带货' }],
    [
      'ask inclusive period Example Ltd new industry 12 months robots',
      { words: 'Example Ltd', sector: 'industry', months: '12', reason: 'robots' },
    ],
  ])('%s', (said, args) => {
    expect(inclusive(said)).toEqual({ intent: 'inclusive.ask', args });
  });

  it('is filled in step by step where something is missing', () => {
    expect(inclusive(`申请包容期 ${code}`)).toEqual({ intent: 'inclusive.fill', args: { words: code } });
    expect(inclusive('申请包容期')).toEqual({ intent: 'inclusive.fill', args: { words: '' } });
    expect(inclusive(`申请包容期 ${code} 新业态`)?.intent).toBe('inclusive.fill');
  });
});

describe('other words about a 包容期', () => {
  it.each([
    ['包容期', { intent: 'inclusive.view', args: { words: '' } }],
    [`包容期 ${code}`, { intent: 'inclusive.view', args: { words: code } }],
    ['青岛示例公司的包容期什么时候到期？', { intent: 'inclusive.view', args: { words: '青岛示例公司' } }],
    [
      `结束包容期 ${code} 突破安全底线`,
      { intent: 'inclusive.end', args: { words: code, reason: '突破安全底线' } },
    ],
    [`结束包容期 ${code}`, { intent: 'inclusive.endHow', args: {} }],
    ['包容期内，标签漏标净含量', null],
    ['查询 海尔', null],
  ])('%s', (said, decided) => {
    expect(inclusive(said)).toEqual(decided);
  });

  it.each([
    ['24', 24],
    ['24个月', 24],
    ['2年', 24],
    ['两年', 24],
    ['三年', 36],
    ['一年', 12],
    ['24.5', null],
    ['很久', null],
    ['', null],
  ])('a term of %s is %s months', (said, months) => {
    expect(monthsOf(said)).toBe(months);
  });

  it('kinds are those four', () => {
    expect(['新技术', '新产业', '新业态', '新模式', '新经济'].map(sectorOf)).toEqual([
      'technology',
      'industry',
      'format',
      'model',
      null,
    ]);
  });
});

describe('a judgement is asked for', () => {
  it.each([
    [`免罚判断 ${code} 标签漏标净含量`, { words: code, act: '标签漏标净含量' }],
    ['免罚判断 青岛示例公司 标签，漏标净含量', { words: '青岛示例公司', act: '标签，漏标净含量' }],
    ['免罚判断 青岛示例公司', { words: '青岛示例公司', act: '' }],
    ['首违判断：标签漏标净含量，首次', { words: '', act: '标签漏标净含量' }],
    ['包容期内，标签漏标净含量，第一次', { words: '', act: '标签漏标净含量' }],
    ['在包容期内 标签漏标净含量', { words: '', act: '标签漏标净含量' }],
    ['免罚判断', { words: '', act: '' }],
  ])('%s', (said, args) => {
    expect(exemption(said)).toEqual({ intent: 'exemption.begin', args });
  });

  it.each(['免罚清单', '免罚清单 过期', '包容期', '查询 海尔', '已改正', '指导价格'])('not by %s', (said) => {
    expect(exemption(said)).toBeNull();
  });

  it('takes a name of several words apart from the act', () => {
    expect(enterpriseAndAct('示例甲 漏标净含量')).toEqual({ words: '示例甲', act: '漏标净含量' });
    expect(enterpriseAndAct('销售过期饼干,两袋')).toEqual({ words: '', act: '销售过期饼干,两袋' });
  });
});

describe('what became of it', () => {
  it.each([
    ['已改正 12', { id: '12', corrected: 'yes', on: '' }],
    ['已按期改正第12号', { id: '12', corrected: 'yes', on: '' }],
    ['已改正 #12 2026-08-10', { id: '12', corrected: 'yes', on: '2026-08-10' }],
    ['未改正 #12', { id: '12', corrected: 'no', on: '' }],
    ['not corrected 12', { id: '12', corrected: 'no', on: '' }],
    ['corrected 12', { id: '12', corrected: 'yes', on: '' }],
  ])('%s', (said, args) => {
    expect(exemption(said)).toEqual({ intent: 'exemption.settle', args });
  });
});

describe('an answer', () => {
  it.each([
    ['是', 'yes'],
    ['是的。', 'yes'],
    ['有', 'yes'],
    ['能', 'yes'],
    ['否', 'no'],
    ['不是', 'no'],
    ['没有', 'no'],
    ['不能', 'no'],
    ['不清楚', 'unknown'],
    ['不确定', 'unknown'],
    ['？', 'unknown'],
    ['大概是', null],
    ['不一定', null],
    ['', null],
  ])('%s', (said, answer) => {
    expect(answerOf(said)).toBe(answer);
  });
});
