import { describe, expect, it } from 'vitest';
import {
  ancestors,
  isWithin,
  regionByCode,
  regionByName,
  regionsMovedInto,
  shandongRegions,
} from '../../src/domain/regions.ts';

describe('what was abolished', () => {
  it('is told by where it lies today', () => {
    expect(regionsMovedInto('3701')).toEqual(expect.arrayContaining(['371200', '371202', '370181']));
    expect(regionsMovedInto('370211')).toContain('370284');
    expect(regionsMovedInto('370202')).not.toContain('370284');
    for (const code of regionsMovedInto('')) expect(regionByCode(code)?.abolished).toBeDefined();
    expect(regionsMovedInto('99')).toEqual([]);
  });

  it('lies in nothing that its successor does not lie in, unless its code says so', () => {
    expect(isWithin('371202', '370116')).toBe(true);
    expect(isWithin('371202', '370102')).toBe(false);
    expect(isWithin('371202', '100000')).toBe(true);
    expect(isWithin('370202', '370100')).toBe(false);
  });

  it('is not among the regions in force', () => {
    const own = shandongRegions();
    expect(own.filter(({ abolished }) => abolished)).toEqual([]);
    expect(own.every(({ code }) => code.startsWith('37'))).toBe(true);
  });
});

describe('a code', () => {
  it.each([
    ['3702110', '370200'],
    ['x370211', '370200'],
    ['370211', '3702000'],
    ['370211', 'x370200'],
    ['37021x', '370200'],
  ])('%s and %s are no two regions', (code, scope) => {
    expect(isWithin(code, scope)).toBe(false);
  });

  it('of a prefecture that ends in 00 twice is told by its own four digits', () => {
    expect(isWithin('371002', '371000')).toBe(true);
    expect(isWithin('371102', '371000')).toBe(false);
    expect(isWithin('420102', '420000')).toBe(true);
  });

  it('has what is above it once, and never itself', () => {
    const codes = (code: string) => ancestors(code).map((region) => region.code);
    expect([codes('370200'), codes('370000'), codes('370202'), codes('370299')]).toEqual([
      ['370000'],
      [],
      ['370200', '370000'],
      ['370200', '370000'],
    ]);
  });
});

describe('a name', () => {
  it.each([
    ['延边', '222400'],
    ['延边朝鲜族自治州', '222400'],
    ['湘西', '433100'],
    ['海西', '632800'],
    ['广西', '450000'],
    ['宁夏', '640000'],
    ['澳门', '820000'],
    ['大兴安岭', '232700'],
    ['锡林郭勒', '152500'],
    ['伊犁', '654000'],
    ['山东济南', '370100'],
    ['山东省济南', '370100'],
    ['山东济南市历下', '370102'],
    ['济南历下区', '370102'],
  ])('%s is %s', (name, code) => {
    expect(regionByName(name).map((region) => region.code)).toEqual([code]);
  });

  it('has its list to itself: what a caller does to it changes no other answer', () => {
    regionByName('市中区').pop();
    expect(regionByName('市中区')).toHaveLength(2);
  });

  it('of two characters stays as it is, and no name is found by its suffix alone', () => {
    expect(regionByName('曹')).toEqual([]);
    expect(regionByName('市')).toEqual([]);
  });
});
