import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldNumber } from '../../src/domain/facts.ts';

/** A character that only the general way can read, so that both ways are told apart by it alone. */
const unusual = 'é';

describe('a decision number is the same', () => {
  const folded = '示例罚2026 12';
  it.each([
    '示例罚〔2026〕12号',
    '示例罚〔2026〕第12号',
    '示例罚字〔2026〕第012号',
    '示例罚字[2026]12号',
    '示例罚（2026）12 号',
    '示例罚(2026)12号',
    '示例罚【2026】0012号',
    '  示例罚 〔2026〕 12号\n',
    '示例罚2026第12号',
    '示例罚2026字12号',
    '示例罚２０２６－１２',
  ])('as %j', (number) => {
    expect(foldNumber(number)).toBe(folded);
  });

  it('in small and large letters, and with marks between', () => {
    expect(foldNumber('ab-12/c')).toBe('AB12C');
    expect(foldNumber('AB12C')).toBe('AB12C');
    expect(foldNumber('az:[`{@/;')).toBe('AZ');
    expect(foldNumber('一鿿9:')).toBe('一鿿9');
  });
});

describe('a decision number is another', () => {
  it.each([
    ['示罚〔2026〕1-12号', '示罚〔2026〕11-2号'],
    ['示罚〔2026〕1号', '示罚〔2026〕10号'],
    ['示罚〔2026〕12号', '示罚〔202〕612号'],
    ['示罚〔2026〕0号', '示罚〔2026〕号'],
    ['示罚〔2026〕100号', '示罚〔2026〕1号'],
    ['示罚〔2026〕A1号', '示罚〔2026〕B1号'],
    ['甲罚〔2026〕1号', '乙罚〔2026〕1号'],
  ])('%s and %s', (one, other) => {
    expect(foldNumber(one)).not.toBe(foldNumber(other));
    expect(foldNumber(unusual + one)).not.toBe(foldNumber(unusual + other));
  });
});

describe('zeros', () => {
  it.each([
    ['007', '7'],
    ['A007', 'A7'],
    ['A100', 'A100'],
    ['2026-007', '2026 7'],
    ['000', '0'],
    ['1-0', '1 0'],
    ['1-00-2', '1 0 2'],
    ['0A', '0A'],
    ['10-01', '10 1'],
  ])('%s: %s', (number, expected) => {
    expect(foldNumber(number)).toBe(expected);
  });
});

it('the quick way and the general way read every number alike', () => {
  const piece = fc.constantFrom(...'0019aZ第号字〔〕（）【】[]()- /罚一鿿'.split(''));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const number = pieces.join('');
      // The unusual character makes the general way of it; as a letter before a letter it changes nothing else.
      expect(foldNumber(`${unusual}X${number}`)).toBe(`É${foldNumber(`X${number}`)}`);
    }),
    { numRuns: 2_000 },
  );
});
