import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaintOutcomes } from '../../src/domain/credit.ts';
import { grade } from '../../src/domain/grading.ts';
import { nextChange } from '../../src/domain/next-change.ts';
import { type Person, stranger } from '../../src/domain/person.ts';
import { repairsOf } from '../../src/domain/repair.ts';
import { seesUnpublicised } from '../../src/domain/scope.ts';
import { signalsOf } from '../../src/domain/signals.ts';
import { maskTelephones } from '../../src/domain/telephone.ts';
import { isPublicised } from '../../src/domain/visibility.ts';
import { common, day, history } from './arbitrary-records.ts';
import { firm, policy } from './credit-records.ts';
import { complaint } from './signal-records.ts';

const complaints = fc
  .tuple(common, fc.constantFrom(...complaintOutcomes))
  .map(([own, outcome]) => complaint(own.decidedOn, outcome, own));
const several = fc
  .array(complaints, { maxLength: 12 })
  .map((all) => all.map((one, index) => ({ ...one, id: `c${index}` })));

describe('a complaint', () => {
  it('moves no class, whatever came of it and however many there are', () => {
    fc.assert(
      fc.property(history, several, day, (records, added, on) => {
        const without = { enterprise: firm, records };
        const within = { enterprise: firm, records: [...added, ...records] };
        const plain = grade(without, policy, on);
        expect(grade(within, policy, on)).toEqual(plain);
        expect(nextChange(within, policy, plain)).toBe(nextChange(without, policy, plain));
        expect(repairsOf(within.records, policy, on)).toEqual(repairsOf(records, policy, on));
      }),
    );
  });

  it('is never public', () => {
    fc.assert(fc.property(complaints, day, (one, on) => !isPublicised(one, policy, on)));
  });

  it('moves no signal unless it was verified', () => {
    fc.assert(
      fc.property(several, day, (added, on) => {
        const records = added.filter(({ details }) => ['unfounded', 'open'].includes(details.outcome));
        expect(signalsOf({ enterprise: firm, records }, policy, on)).toEqual({ findings: [], nextOn: null });
      }),
    );
  });

  const person = (more: Partial<Person>): Person => ({
    ...stranger,
    role: 'official',
    regionCode: '370102',
    line: null,
    ...more,
  });
  const known = complaint('2026-11-01', 'verified', { authority: '示例市市场监督管理局' });

  it.each<[string, Person, boolean]>([
    ['the enterprise itself', person({ role: 'enterprise', regionCode: null, uscc: firm.uscc }), false],
    ['the public', person({ role: 'public', regionCode: null }), false],
    ['an administrator', person({ role: 'administrator' }), false],
    ['who supervises all lines there', person({}), true],
    ['who supervises its line', person({ line: ['示例市市场监督管理局'] }), true],
    ['who supervises another line', person({ line: ['示例市应急管理局'] }), false],
    ['who supervises another region', person({ regionCode: '370200' }), false],
  ])('is seen or not by %s', (_who, asking, sees) => {
    expect(seesUnpublicised(asking, firm, known)).toBe(sees);
  });
});

describe('telephone numbers in a text', () => {
  it.each([
    ['请回电13800138000，多谢', '请回电***，多谢', 1],
    ['手机 138 0013 8000 或者 139-1234-5678', '手机 *** 或者 ***', 2],
    ['座机0531-88881234', '座机***', 1],
    ['１３８００１３８０００', '***', 1],
    ['拨打12345和12315', '拨打12345和12315', 0],
    ['工单202611240000123456', '工单202611240000123456', 0],
    ['2026年11月24日，金额13800元', '2026年11月24日，金额13800元', 0],
  ])('%s', (text, masked, count) => {
    expect(maskTelephones(text)).toEqual({ text: masked, count });
  });
});
