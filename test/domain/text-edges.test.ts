import { describe, expect, it } from 'vitest';
import { CodedError, Overtaken } from '../../src/domain/errors.ts';
import { foldText, stripInvisible } from '../../src/domain/text.ts';

describe('text as it is compared', () => {
  it.each([
    [' plain ', 'plain'],
    ['\u3000全角\u3000', '全角'],
    ['ＡＢＣ', 'ABC'],
    ['a\u200bb\u202ec', 'abc'],
    ['\tplain\n', 'plain'],
    [' a b ', 'a b'],
    ['', ''],
  ])('%j is %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

it('what cannot be seen goes, line breaks and tabs stay', () => {
  expect(stripInvisible('a\u00adb\u0007c\td\r\ne\ufe0f\u{e0041}')).toBe('abc\td\r\ne');
});

describe('an error that a person can act on', () => {
  it('tells its code and its parameters where it is logged', () => {
    const cause = new Error('why');
    const error = new CodedError('calendar.missing', { year: '2027' }, { cause });
    expect(String(error)).toBe('CodedError: calendar.missing {"year":"2027"}');
    expect([error.code, error.params, error.cause]).toEqual(['calendar.missing', { year: '2027' }, cause]);
    expect(new CodedError('a').params).toEqual({});
    expect(new Overtaken('x')).toBeInstanceOf(Error);
  });
});
