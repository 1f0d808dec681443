import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  exemptionListSchema,
  findItems,
  isItem,
  isSameAct,
  itemApplies,
} from '../../src/domain/exemption-list.ts';
import { exemptionFile, shippedExemptions } from '../../src/services/exemption-list.ts';

const items = shippedExemptions();
const own = (id: string) => {
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const raw = () => parse(readFileSync(exemptionFile, 'utf8'));

describe('the catalogue', () => {
  it('names for every item the law, the conditions, the list and its source', () => {
    for (const { title, clause, conditions, list } of items) {
      for (const words of [title, ...conditions])
        expect(words.en).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/u);
      expect(clause).toContain('《');
      expect(list.source.length).toBeGreaterThan(10);
      expect(list.number === null).toBe(list.origin === 'default');
    }
  });

  it('says of its own examples that they are none of the official lists', () => {
    for (const { list } of items)
      if (list.origin === 'default') {
        expect(list.title.zh).toContain('非官方清单');
        expect(list.source).toContain('本系统默认');
      }
  });

  it('refuses an item that stands twice, a term that ends before it begins, and what is misspelt', () => {
    expect(exemptionListSchema.safeParse(raw()).success).toBe(true);
    const twice = raw();
    twice.lists[1].items[0].id = twice.lists[0].items[0].id;
    expect(exemptionListSchema.safeParse(twice).success).toBe(false);
    const ended = raw();
    ended.lists[0].effectiveTo = '2025-01-26';
    expect(exemptionListSchema.safeParse(ended).success).toBe(false);
    const misspelt = raw();
    misspelt.lists[0].items[0].condition = [];
    expect(exemptionListSchema.safeParse(misspelt).success).toBe(false);
    const bare = raw();
    bare.lists[0].items[0].conditions = [];
    expect(exemptionListSchema.safeParse(bare).success).toBe(false);
  });
});

describe('an item', () => {
  const expired = own('samr-first-1-expired-food');

  it('counts where its list is in force on the day of the act or of the judgement', () => {
    expect(itemApplies(expired, '2025-01-26', '2025-01-26')).toBe(false);
    expect(itemApplies(expired, '2025-01-26', '2025-01-27')).toBe(true);
    const over = { ...expired, list: { ...expired.list, effectiveTo: '2025-12-31' } };
    expect(itemApplies(over, '2025-12-31', '2026-06-01')).toBe(true);
    expect(itemApplies(over, '2026-01-01', '2026-06-01')).toBe(false);
  });

  it('is found by its words, its title, and its id', () => {
    expect(findItems(items, '店里卖过期食品两袋')[0]?.id).toBe(expired.id);
    expect(findItems(items, '过期').map(({ id }) => id)).toEqual([
      'samr-first-1-licence-not-renewed',
      expired.id,
    ]);
    expect(findItems(items, expired.id)[0]?.id).toBe(expired.id);
    expect(findItems(items, '标签漏标净含量').map(({ id }) => id)).toEqual([
      'chengxin-net-content',
      'shandong-2021-label-flaw',
    ]);
    expect(findItems(items, '未悬挂食品生产许可证')[0]?.id).toBe('shandong-2021-licence-not-shown');
    expect(findItems(items, '')).toHaveLength(items.length);
    expect(findItems(items, '虚假广告')).toEqual([]);
  });

  it('is not meant by every act of the same law', () => {
    expect(isItem(expired, '未建立食品安全管理制度')).toBe(false);
  });
});

describe('acts are of the same kind', () => {
  it.each([
    ['漏标净含量', '销售标签漏标净含量的预包装食品', true],
    ['未按规定公示服务价格', '未按规定，公示 服务价格', true],
    ['Ｐ２Ｐ', 'p2p', true],
    ['标签漏标净含量', '未按规定贮存固体废物', false],
    ['未按规定公示年报', '未按规定贮存固体废物', false],
    ['', '漏标净含量', false],
    ['漏', '漏标净含量', false],
  ])('%s / %s: %s', (a, b, same) => {
    expect(isSameAct(a, b)).toBe(same);
    expect(isSameAct(b, a)).toBe(same);
  });
});
