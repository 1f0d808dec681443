import { expect, it } from 'vitest';
import { isWithin, regionByCode, regionByName } from '../../src/domain/regions.ts';

/**
 * One test, since the tables are read once: whoever comes first must find all of it right, by code and by name.
 */
it('the tables are read whole', () => {
  const codes = (name: string) => regionByName(name).map(({ code }) => code);
  expect(regionByCode('100000')).toEqual({
    code: '100000',
    name: '全国',
    fullName: '全国',
    level: 'country',
    parent: null,
  });
  expect(regionByCode('370000')).toEqual({
    code: '370000',
    name: '山东省',
    fullName: '山东省',
    level: 'province',
    parent: null,
  });
  expect(regionByCode('370200')).toMatchObject({
    fullName: '山东省青岛市',
    level: 'prefecture',
    parent: '370000',
  });
  expect(regionByCode('370202')).toEqual({
    code: '370202',
    name: '市南区',
    fullName: '山东省青岛市市南区',
    level: 'county',
    parent: '370200',
  });
  // Directly under the province; abolished, below what was abolished.
  expect(regionByCode('429004')).toMatchObject({ level: 'county', parent: '420000' });
  expect(regionByCode('371202')).toEqual({
    code: '371202',
    name: '莱城区',
    fullName: '山东省莱芜市莱城区',
    level: 'county',
    parent: '371200',
    abolished: { since: 2019, successor: '370116' },
  });
  for (const code of ['', '00', '0000', '37']) expect(regionByCode(code)).toBeNull();

  for (const name of [
    '市南区',
    '市南',
    '青岛市市南区',
    '青岛市市南',
    '青岛市南区',
    '青岛市南',
    '山东省青岛市市南区',
    '山东青岛市南',
  ])
    expect([name, codes(name)]).toEqual([name, ['370202']]);
  for (const name of ['山东', '山东省']) expect([name, codes(name)]).toEqual([name, ['370000']]);
  expect([codes('曹县'), codes('曹')]).toEqual([['371721'], []]);
  expect([codes('全国'), codes('全')]).toEqual([['100000'], []]);
  expect(codes('恩施')).toEqual(['422800']);
  // One name of several; an abolished one only where none in force has its name.
  expect(codes('市中区')).toEqual(['370103', '370402']);
  expect([codes('章丘'), codes('章丘市')]).toEqual([['370114'], ['370181']]);
  expect(codes('莱芜市')).toEqual(['371200']);
  expect([codes(''), codes('省'), codes('山东省undefined'), codes('Stryker was here!')]).toEqual([
    [],
    [],
    [],
    [],
  ]);

  // An unknown code lies where its digits say, and is no error.
  expect([isWithin('370299', '370200'), isWithin('990000', '370200')]).toEqual([true, false]);
  expect(isWithin('370211', '370001')).toBe(false);
});
