import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orgCheckChar, usccCheckChar } from '../../src/domain/check-digits.ts';
import { inspectIdentifier } from '../../src/domain/uscc.ts';
import { passesUscc } from '../../src/domain/uscc-pass.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const letter = fc.constantFrom(...alphabet);

it('accepts exactly what the full inspection accepts, for every authority and category', () => {
  const body = fc.string({ unit: letter, minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(
      letter,
      letter,
      fc.integer({ min: 110_000, max: 659_999 }),
      body,
      (authority, category, region, subject) => {
        const first17 = `${authority}${category}${region}${subject}${orgCheckChar(subject)}`;
        const code = `${first17}${usccCheckChar(first17)}`;
        const report = inspectIdentifier(code);
        expect(passesUscc(code)).toBe(report.valid && report.kind === 'uscc');
      },
    ),
    { numRuns: 5_000 },
  );
});
