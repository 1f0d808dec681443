import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayIfKnown } from '../../src/chat/words/index.ts';
import { isRegisteredNo } from '../../src/domain/check-digits.ts';
import {
  findIdentifiers,
  inspectIdentifier,
  normalizeIdentifier,
  orgCheckChar,
  usccCheckChar,
} from '../../src/domain/uscc.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Codes seen in public, for validation alone, and synthetic ones; three have the check character 0. */
const validCodes = [
  '91350100M000100Y43', // the standard's own example
  '9144030071526726XG',
  '91440300708461136T',
  '914403001922038216',
  '91330100799655058B',
  '91330100716105852F',
  '91330106673959654P',
  '91110000802100433B',
  '91110108551385082Q',
  '91370200264574251E',
  '91370000728611939A',
  '913706007508888383',
  '91310000132260250X',
  '91110000600037341L',
  '531000005000160090',
  '52410000663412719U',
  '12100000425006133D',
  '91370200163562681G',
  '913701027PQ67PLEX0',
  'N2370783FUC2FXM980',
  'A1110000Q1KLL62K61',
  'Y13700004A8LPN9KXP',
  '92370202J40F1F8M4P',
  '933707003N6MF9NG00',
  '123700009EEEQ3WH8G',
  '93371526MA3UHRJD3T',
  '91411400MA9G7Y7540',
];

const heads = [
  ...[
    '11',
    '12',
    '13',
    '19',
    '21',
    '29',
    '31',
    '32',
    '33',
    '34',
    '35',
    '39',
    '41',
    '49',
    '51',
    '52',
    '53',
    '59',
  ],
  ...[
    '61',
    '62',
    '69',
    '71',
    '72',
    '79',
    '81',
    '89',
    '91',
    '92',
    '93',
    'A1',
    'A9',
    'N1',
    'N2',
    'N3',
    'N9',
    'Y1',
  ],
];

function issue(head: string, region: string, body: string): string {
  const first17 = head + region + body + orgCheckChar(body);
  return first17 + usccCheckChar(first17);
}

const char = fc.constantFrom(...alphabet);
const digits = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length }).map((d) => d.join(''));
const body = fc.array(char, { minLength: 8, maxLength: 8 }).map((chars) => chars.join(''));
/** Every head but with a letter in the body, so that none can be read as a person's ID number. */
const issued = fc
  .tuple(fc.constantFrom(...heads), digits(6), body)
  .filter(([, , own]) => /[A-Y]/.test(own))
  .map(([head, region, own]) => issue(head, region, own));

describe('inspectIdentifier', () => {
  it.each(validCodes)('accepts %s', (code) => {
    expect(inspectIdentifier(code)).toMatchObject({
      input: code,
      normalized: code,
      valid: true,
      kind: 'uscc',
      reason: null,
      position: null,
      suggestion: null,
    });
  });

  it.each([
    ['91350100M000100Y4Z', 'alphabet', 18],
    ['123456789012345678', 'orgCheck', 17], // passes the check over all: others call it valid
    ['9137V2O0163562681G', 'alphabet', 5],
    ['91110108551385082F', 'check', 18],
    ['91110000800088421P', 'check', 18],
    ['91110108717809965C', 'check', 18],
    ['9133010057462616XH', 'check', 18],
    ['91370000567890124E', 'check', 18],
    ['91370200264574251F', 'check', 18],
    ['B1370200264574251E', 'authority', 1],
    ['94370200264574251E', 'authority', 2],
    ['Y9370200264574251E', 'authority', 2],
    ['9137A200264574251E', 'region', 5],
  ])('refuses %s: %s at %i', (code, reason, position) => {
    expect(inspectIdentifier(code)).toMatchObject({
      valid: false,
      kind: 'uscc',
      reason,
      position,
      suggestion: null,
    });
  });

  it('names the authority of each head of the standard and refuses every other', () => {
    for (const department of alphabet) {
      for (const category of alphabet) {
        const head = department + category;
        const report = inspectIdentifier(issue(head, '370200', 'MA3D4E5F'));
        expect([head, report.valid]).toEqual([head, heads.includes(head)]);
        expect(report.authority === null).toBe(!heads.includes(head));
      }
    }
    expect(inspectIdentifier('92370202J40F1F8M4P').authority).toEqual({
      code: '9',
      category: '2',
      zh: '市场监管 · 个体工商户',
      en: 'market regulation · individual business',
    });
  });

  it('names the region, or the nearest known, and lets unknown and abolished ones be', () => {
    const regionOf = (region: string) => inspectIdentifier(issue('91', region, 'MA3D4E5F'));
    expect(regionOf('370202').region).toEqual({ code: '370202', name: '山东省青岛市市南区' });
    expect(regionOf('371202').region).toEqual({ code: '371202', name: '山东省莱芜市莱城区' });
    expect(regionOf('330106').region).toEqual({ code: '330100', name: '浙江省杭州市' });
    expect(regionOf('100000').region).toEqual({ code: '100000', name: '全国' });
    expect(regionOf('990000')).toMatchObject({ valid: true, region: null });
  });

  it.each([
    '91370200264574251e',
    ' 9137 0200 2645 7425 1E ',
    '9137-0200-2645-7425-1E',
    '91370200–264574251·E',
    '９１３７０２００２６４５７４２５１Ｅ',
    '9137\u200B0200\u202E264574251E\uFEFF',
  ])('reads %j', (input) => {
    expect(inspectIdentifier(input)).toMatchObject({ input, normalized: '91370200264574251E', valid: true });
    expect(normalizeIdentifier(input)).toBe('91370200264574251E');
  });

  it.each([
    ['9137O2OO264574251E', '91370200264574251E'],
    ['9I3702002645742SIE', '91370200264574251E'],
    ['91370Z00264574Z51e', '91370200264574251E'],
    ['9l37020026457425lE', '91370200264574251E'],
    ['9137020016356Z6B1G', null], // B may stand there: nothing says that it is an 8
    ['9137Q2D0264574251E', '91370200264574251E'],
    ['52410000663412719V', '52410000663412719U'],
    ['91370200264574251S', null],
  ])('for %s offers %s', (input, suggestion) => {
    expect(inspectIdentifier(input)).toMatchObject({ valid: false, suggestion });
  });

  it('tells 注册号 and 组织机构代码 for what they are', () => {
    expect(inspectIdentifier('370200228051231')).toMatchObject({ kind: 'registeredNo' });
    expect(inspectIdentifier('110108000000016')).toMatchObject({
      kind: 'registeredNo',
      valid: true,
      region: { code: '110000', name: '北京市' },
    });
    expect(inspectIdentifier('110108000000017')).toMatchObject({
      valid: false,
      reason: 'check',
      position: 15,
    });
    expect(inspectIdentifier('370283NA000123X')).toMatchObject({ kind: 'registeredNo', valid: true });
    expect(inspectIdentifier('26457425-1')).toMatchObject({
      kind: 'orgCode',
      valid: true,
      normalized: '264574251',
    });
    expect(inspectIdentifier('71526726X')).toMatchObject({ kind: 'orgCode', valid: true });
    expect(inspectIdentifier('264574252')).toMatchObject({
      kind: 'orgCode',
      valid: false,
      reason: 'orgCheck',
      position: 9,
    });
  });

  it.each(['', ' ', '海尔智家', '9137020026457425', '91370200264574251EE', 'haierzhij'])(
    'knows %j as nothing',
    (input) => {
      expect(inspectIdentifier(input)).toMatchObject({
        valid: false,
        kind: 'unknown',
        reason: 'length',
        position: null,
      });
    },
  );

  it('points at a character that is no letter or digit', () => {
    expect(inspectIdentifier('91370200264574?51E')).toMatchObject({
      kind: 'unknown',
      reason: 'alphabet',
      position: 15,
    });
  });

  it.each([
    '370202199001010014',
    '370202 19900101 0014',
    '身份证３７０２０２１９９００１０１００１４',
    '37020219900101001X',
  ])('never echoes the ID number %s', (input) => {
    expect(inspectIdentifier(input)).toMatchObject({
      input: '***',
      normalized: '***',
      kind: 'idNumber',
      valid: false,
    });
  });

  it('has words for every reason and kind, and the position is in them', () => {
    for (const reason of ['length', 'alphabet', 'authority', 'region', 'orgCheck', 'check', 'idNumber']) {
      expect(sayIfKnown('zh', `identifier.reason.${reason}`, { position: 5 })).not.toMatch(/[{}]/);
    }
    for (const kind of ['uscc', 'registeredNo', 'orgCode', 'idNumber', 'unknown']) {
      expect(sayIfKnown('en', `identifier.kind.${kind}`)).toBeTruthy();
    }
    expect(sayIfKnown('zh', 'identifier.reason.check', { position: 18 })).toBe('校验位不符，请核对第18位');
  });
});

describe('both checks', () => {
  it('accept every code that was made by them', () => {
    fc.assert(
      fc.property(issued, (code) => {
        expect(inspectIdentifier(code)).toMatchObject({ valid: true, normalized: code, suggestion: null });
      }),
    );
  });

  it('refuse every single wrong character', () => {
    for (const code of validCodes) {
      for (let at = 0; at < 18; at++) {
        for (const wrong of alphabet) {
          const typed = code.slice(0, at) + wrong + code.slice(at + 1);
          if (typed !== code) expect([typed, inspectIdentifier(typed).valid]).toEqual([typed, false]);
        }
      }
    }
  });

  it('refuse every exchange of two neighbours', () => {
    for (const code of validCodes) {
      for (let at = 0; at < 17; at++) {
        const typed = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
        if (typed !== code) expect([typed, inspectIdentifier(typed).valid]).toEqual([typed, false]);
      }
    }
  });

  it('stand behind every suggestion, which differs in look-alikes alone', () => {
    const lookAlikes: Record<string, string> = { 0: 'O', 1: 'I', 5: 'S', 2: 'Z', U: 'V' };
    fc.assert(
      fc.property(issued, fc.integer({ min: 1, max: 2 ** 18 - 1 }), (code, mask) => {
        const typed = [...code].map((c, at) => ((mask >> at) & 1 ? (lookAlikes[c] ?? c) : c)).join('');
        fc.pre(typed !== code);
        expect(inspectIdentifier(typed)).toMatchObject({ valid: false, suggestion: code });
      }),
    );
  });

  it('never suggest what does not pass', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet, 'O', 'I', 'S', 'Z', 'V', 'l'), {
          minLength: 18,
          maxLength: 18,
        }),
        (chars) => {
          const { suggestion } = inspectIdentifier(`91370200${chars.slice(8).join('')}`);
          if (suggestion !== null) expect(inspectIdentifier(suggestion).valid).toBe(true);
        },
      ),
    );
  });

  it('take any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const report = inspectIdentifier(text);
        expect(report.valid).toBe(report.reason === null);
        findIdentifiers(text);
      }),
    );
  });

  it('of 注册号 detects every single wrong digit', () => {
    expect(isRegisteredNo('110108000000016')).toBe(true);
    fc.assert(
      fc.property(
        digits(14),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 1, max: 9 }),
        (first14, at, step) => {
          const fitting = [...'0123456789'].map((check) => first14 + check).filter(isRegisteredNo);
          expect(fitting).toHaveLength(1);
          const number = fitting[0] ?? '';
          const wrong =
            number.slice(0, at) + ((Number(number.charAt(at)) + step) % 10) + number.slice(at + 1);
          expect(isRegisteredNo(wrong)).toBe(false);
        },
      ),
    );
  });
});

describe('findIdentifiers', () => {
  it.each([
    ['查一下91370200264574251e', ['91370200264574251e']],
    ['9137 0200 2645 7425 1E 信用如何', ['9137 0200 2645 7425 1E']],
    ['请查９１３７０２００２６４５７４２５１Ｅ的信用', ['９１３７０２００２６４５７４２５１Ｅ']],
    ['check 91370200264574251E please', ['91370200264574251E']],
    ['USCC91370200264574251E', ['91370200264574251E']],
    ['91370200264574251E和913706007508888383，谁好？', ['91370200264574251E', '913706007508888383']],
    ['913702 00264574251E 2026 年', ['913702 00264574251E']],
    ['9137O2OO26457425lE', ['9137O2OO26457425lE']],
    ['9137 O2OO 2645 7425 lE', ['9137 O2OO 2645 7425 lE']],
    ['91370200264574251F', ['91370200264574251F']],
    ['少一位的9137020026457425E', ['9137020026457425E']],
    ['注册号110108000000016', ['110108000000016']],
    ['机构代码26457425-1', ['26457425-1']],
    ['海尔信用咋样', []],
    ['haierzhijiagufenyouxian', []],
    ['电话13800138000，2026-05-31 2026-06-30', []],
    ['12 2026-05-31 2026-06-30', []],
    ['', []],
  ])('in %j finds %j', (text, found) => {
    expect(findIdentifiers(text)).toEqual(found);
  });

  it('finds every issued code glued to Chinese', () => {
    fc.assert(
      fc.property(
        issued,
        fc.constantFrom('', '查', '查询 ', '代码：'),
        fc.constantFrom('', '的信用', ' 信用', '。'),
        (code, before, after) => {
          expect(findIdentifiers(before + code + after)).toEqual([code]);
        },
      ),
    );
  });
});
