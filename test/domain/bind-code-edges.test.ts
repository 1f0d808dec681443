import { describe, expect, it } from 'vitest';
import { codeHash, codeText, newCode, parseCode, sameHash } from '../../src/domain/bind-code.ts';
import type { Random } from '../../src/domain/ports.ts';

const alphabet = '3479ACDEFHJKLMNPRTUWXY';

/** Gives the bytes one after the other, again from the beginning after the last; counts the calls. */
function bytesOf(...bytes: number[]): Random & { calls: () => number } {
  let at = 0;
  let calls = 0;
  return {
    calls: () => calls,
    bytes(length) {
      calls += 1;
      return Uint8Array.from({ length }, () => bytes[at++ % bytes.length] ?? 0);
    },
  };
}

describe('a new code', () => {
  it('takes a letter for each byte', () => {
    const code = newCode(bytesOf(0, 1, 2, 3, 21, 22, 43, 44, 20, 5, 6, 7));
    expect(code).toEqual({ selector: '3479', secret: 'Y3Y3XCDE' });
  });

  it('draws bytes again that would favour the first letters: 242 and above', () => {
    // 241 is the last fair one.
    expect(newCode(bytesOf(242, 241, 255, 241)).selector).toBe('YYYY');
    expect(newCode(bytesOf(242, 0)).secret).toBe('33333333');
  });

  it('makes every letter equally likely', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      // A fair byte is drawn again where this one is thrown away, so that the code ends.
      const [first] = newCode(bytesOf(byte, 0, 0, 0)).selector;
      if (byte < 242) counts.set(first ?? '', (counts.get(first ?? '') ?? 0) + 1);
    }
    expect([...counts.keys()].join('')).toBe(alphabet);
    expect(new Set(counts.values())).toEqual(new Set([11]));
  });
});

describe('a code as it is written', () => {
  const code = { selector: 'ACDE', secret: 'FHJKLMNP' };

  it('stands in three groups and is read back', () => {
    expect(codeText(code)).toBe('ACDE-FHJK-LMNP');
    expect(parseCode(codeText(code))).toEqual(code);
  });

  it.each(['acde-fhjk-lmnp', 'ACDEFHJKLMNP', ' acde fhjk\tlmnp\n', 'A-C-D-E-F-H-J-K-L-M-N-P'])(
    '%j',
    (text) => {
      expect(parseCode(text)).toEqual(code);
    },
  );

  it.each([
    ['', 'nothing'],
    ['ACDE-FHJK-LMN', 'too short'],
    ['ACDE-FHJK-LMNPR', 'too long'],
    ['ACDE-FHJK-LMN0', 'a letter that none has'],
    ['0CDE-FHJK-LMNP', 'at the beginning too'],
    ['ACDE.FHJK.LMNP', 'other marks'],
    ['ACDE-FHJK-LMN𝐀', 'letters of another kind'],
  ])('%j is none: %s', (text) => {
    expect(parseCode(text)).toBeNull();
  });
});

describe('what is stored', () => {
  it('is another for another selector or secret, and the same for the same', () => {
    const hash = codeHash({ selector: 'ACDE', secret: 'FHJKLMNP' });
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(codeHash({ selector: 'ACDE', secret: 'FHJKLMNP' })).toBe(hash);
    expect(codeHash({ selector: 'ACDF', secret: 'FHJKLMNP' })).not.toBe(hash);
    expect(codeHash({ selector: 'ACDE', secret: 'FHJKLMNR' })).not.toBe(hash);
  });

  it('is compared as a whole', () => {
    const hash = codeHash({ selector: 'ACDE', secret: 'FHJKLMNP' });
    expect(sameHash(hash, `${hash}`)).toBe(true);
    expect(sameHash(hash, `${hash.slice(0, -1)}_`)).toBe(false);
    // Another length is no error.
    expect(sameHash(hash, hash.slice(0, -1))).toBe(false);
    expect(sameHash(hash, '')).toBe(false);
    expect(sameHash('', '')).toBe(true);
  });
});
