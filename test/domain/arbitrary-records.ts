import fc from 'fast-check';
import {
  evaluationDimensions,
  evaluationGrades,
  listKinds,
  penaltyKinds,
  recordStatuses,
} from '../../src/domain/credit.ts';
import { commitment, entry, evaluation, numbered, penalty } from './credit-records.ts';

/** Days around the changes of rules. */
export const day = fc
  .date({ min: new Date('2022-06-01'), max: new Date('2027-06-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
export const common = fc.record({
  decidedOn: day,
  validUntil: fc.option(day),
  publicityUntil: fc.option(day),
  status: fc.constantFrom('inForce' as const, 'inForce' as const, ...recordStatuses),
  correctedOn: fc.option(day),
  repairedOn: fc.option(day, { freq: 2 }),
  authority: fc.constantFrom('示例市生态环境局', '示例市市场监督管理局'),
});
const penalties = fc
  .tuple(common, fc.subarray([...penaltyKinds]), fc.nat(2_000_000))
  .map(([own, kinds, fine]) => penalty(own.decidedOn, kinds, { ...own, fine }));
const lists = fc
  .tuple(common, fc.constantFrom(...listKinds))
  .map(([own, list]) => entry(own.decidedOn, list, own));
export const commitments = fc
  .tuple(common, fc.constantFrom('open' as const, 'kept' as const, 'broken' as const, 'revoked' as const))
  .map(([own, fulfilment]) => commitment(own.decidedOn, fulfilment, own));
export const evaluations = fc
  .tuple(
    common,
    fc.constantFrom(...evaluationDimensions),
    fc.oneof(fc.constantFrom(...evaluationGrades), fc.nat(100)),
  )
  .map(([own, dimension, value]) => evaluation(own.decidedOn, dimension, value, own));
export const discredit = fc.oneof(penalties, lists, commitments);
/** Up to eight records of all kinds. */
export const history = fc.array(fc.oneof(discredit, evaluations), { maxLength: 8 }).map(numbered);
