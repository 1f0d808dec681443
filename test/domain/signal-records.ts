import type { ComplaintOutcome, ComplaintRecord, PermitRecord } from '../../src/domain/credit.ts';
import { type Common, common } from './credit-records.ts';

export { entry, evaluation, firm, penalty } from './credit-records.ts';

/** Settled on the day, or, while it is open, accepted. */
export function complaint(
  decidedOn: string,
  outcome: ComplaintOutcome,
  more: Common & { channel?: string } = {},
): ComplaintRecord {
  const { channel = '12345', ...rest } = more;
  return {
    ...common(decidedOn, rest),
    kind: 'complaint',
    details: { channel, matter: '示例事项', outcome },
  };
}

export function permit(
  decidedOn: string,
  more: Common,
  details: Partial<PermitRecord['details']> = {},
): PermitRecord {
  const none = { document: '', category: '', licenceName: '', licenceNo: '', content: '', validFrom: null };
  return { ...common(decidedOn, more), kind: 'permit', details: { ...none, ...details } };
}
