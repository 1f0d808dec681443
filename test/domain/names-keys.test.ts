import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKeys, pairTokens } from '../../src/domain/name-keys.ts';
import { splitName } from '../../src/domain/names.ts';
import { makeNames } from '../bench/search-data.ts';

const made = fc.constantFrom(...makeNames(3_000, 21));

describe('nameKeys', () => {
  it('gives place, core, sound and initials', () => {
    expect(nameKeys('青岛海尔智家股份有限公司')).toMatchObject({
      place: '青岛',
      core: '海尔智家',
      pinyin: 'haierzhijia',
      initials: 'hezj',
    });
    expect(nameKeys('济南绿源ABC软件有限公司')).toMatchObject({
      pinyin: 'lvyuanabcruanjian',
      initials: 'lyabcrj',
    });
  });

  it('reads characters of several sounds by the words they stand in', () => {
    expect(nameKeys('济南建设银行').pinyin).toBe('jiansheyinhang');
    expect(nameKeys('济南重工股份有限公司').pinyin).toBe('zhonggong');
    expect(nameKeys('青岛长城行走机械有限公司').pinyin).toBe('changchengxingzoujixie');
  });

  it('has the customary short form as a token only where region and trade are all there is', () => {
    expect(nameKeys('青岛啤酒股份有限公司').tokens).toContain('^青啤');
    expect(nameKeys('潍坊柴油机集团有限公司').tokens).toContain('^潍柴');
    expect(nameKeys('青岛海尔啤酒有限公司').tokens.some((token) => token.startsWith('^'))).toBe(false);
  });

  it('carries the tokens of each part, also when a character of the part is missing', () => {
    fc.assert(
      fc.property(made, fc.nat(), fc.nat(), fc.nat(), ({ name }, from, length, dropped) => {
        const { place, core } = splitName(name);
        const chars = [...(place + core)];
        const start = from % chars.length;
        const part = chars.slice(start, start + 2 + (length % 8));
        const { tokens } = nameKeys(name);
        expect(tokens).toEqual(expect.arrayContaining(pairTokens(part)));
        expect(tokens).toEqual(expect.arrayContaining(pairTokens(part.toSpliced(dropped % part.length, 1))));
      }),
    );
  });

  it('has no token twice, none with a blank in it, and few of the longest name', () => {
    const { tokens } = nameKeys(`山东${'华信科技发展'.repeat(100)}有限公司`);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.some((token) => /\s/.test(token) || token === '')).toBe(false);
    const varied = nameKeys(
      Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(''),
    );
    expect(varied.tokens.length).toBeLessThan(200);
  });
});
