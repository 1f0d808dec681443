import fc from 'fast-check';
import { Converter } from 'opencc-js/cn2t';
import { describe, expect, it } from 'vitest';
import { leadingPlace, trailingPlace } from '../../src/domain/name-places.ts';
import { foldName, splitName } from '../../src/domain/names.ts';
import { makeNames } from '../bench/search-data.ts';

const names = makeNames(2_000, 11).map(({ name }) => name);

describe('foldName', () => {
  it('makes one text of all ways of writing a name', () => {
    for (const written of [
      '海尔智家（青岛）有限公司',
      '海尔智家(青岛)有限公司',
      '海尔智家【青岛】有限公司',
      '海尔智家青岛有限公司',
      ' 海尔 智家（青岛）有限\u200b公司。',
      '海爾智家（青島）有限公司',
    ]) {
      expect(foldName(written)).toBe('海尔智家青岛有限公司');
    }
  });

  it('unifies width and case of Latin letters and drops what is no letter or digit', () => {
    expect(foldName('ＡＢＣ-３６０😀%_软件')).toBe('abc360软件');
    expect(foldName('😀🈚️…%_\'"')).toBe('无');
    expect(foldName('\ud83d')).toBe('');
  });

  it('undoes any traditional form that OpenCC makes of a name', () => {
    for (const to of ['t', 'tw', 'hk'] as const) {
      const convert = Converter({ from: 'cn', to });
      for (const name of names) expect(foldName(convert(name))).toBe(foldName(name));
    }
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldName(text);
        expect(foldName(folded)).toBe(folded);
      }),
    );
  });
});

describe('splitName', () => {
  const cases: [string, string[], string, string][] = [
    ['青岛啤酒股份有限公司', ['青岛'], '啤酒', '股份有限公司'],
    ['海尔智家（青岛）有限公司', ['青岛'], '海尔智家', '有限公司'],
    ['山东海尔智家（青岛）有限公司', ['山东', '青岛'], '海尔智家', '有限公司'],
    ['济南老青岛餐饮有限公司', ['济南'], '老青岛餐饮', '有限公司'],
    ['山东省济南市历下区老王饭店（个体工商户）', ['山东', '济南', '历下'], '老王饭店', '个体工商户'],
    ['济南市中区华信超市', ['济南', '市中'], '华信超市', ''],
    ['青岛市市南区华信超市', ['青岛', '市南'], '华信超市', ''],
    ['章丘市华信机械有限责任公司', ['章丘'], '华信机械', '有限责任公司'],
    ['曹县华信农民专业合作社', ['曹县'], '华信', '农民专业合作社'],
    ['中国石油化工股份有限公司济南第二分公司', ['中国', '济南'], '石油化工第二', '股份有限公司分公司'],
    ['内蒙古自治区华信集团', ['内蒙古'], '华信', '集团'],
    ['海尔', [], '海尔', ''],
    ['青島华信傢俱厂', ['青岛'], '华信家具厂', ''],
    ['青岛', ['青岛'], '', ''],
    ['有限公司', [], '', '有限公司'],
    ['', [], '', ''],
  ];
  it.each(cases)('%s', (name, regions, core, form) => {
    expect(splitName(name)).toEqual({
      folded: foldName(name),
      regions,
      place: regions.at(-1) ?? '',
      core,
      form,
    });
  });

  it('finds brand, trade and legal form of made-up names', () => {
    for (const { name, brand, trade, form } of makeNames(2_000, 12)) {
      // 新泰凡飞包装 might as well be a firm of 新泰.
      if (leadingPlace(brand + trade) || trailingPlace(brand + trade)) continue;
      expect(splitName(name)).toMatchObject({ core: brand + trade, form });
    }
  });
});
