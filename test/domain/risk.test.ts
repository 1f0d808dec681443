import { describe, expect, expectTypeOf, it } from 'vitest';
import { sayIfKnown } from '../../src/chat/words/index.ts';
import {
  type CreditClass,
  type CreditRiskLevel,
  creditClasses,
  creditRiskLevels,
} from '../../src/domain/credit.ts';

describe('the risk level of market supervision', () => {
  it('is another thing than the credit class', () => {
    expectTypeOf<CreditRiskLevel>().not.toMatchTypeOf<CreditClass>();
    expect(creditRiskLevels.filter((level) => (creditClasses as readonly string[]).includes(level))).toEqual(
      [],
    );
  });

  it.each(creditRiskLevels)('%s has a name in both languages', (level) => {
    expect(sayIfKnown('zh', `risk.${level}`)).toMatch(`${level}类`);
    expect(sayIfKnown('en', `risk.${level}`)).toMatch(level);
  });
});
