import { fileURLToPath } from 'node:url';
import { type ExemptionItem, exemptionListSchema, findItems } from '../domain/exemption-list.ts';
import { dayOf } from '../domain/ports.ts';
import { type Asking, guarded } from './guard.ts';
import { readChecked } from './policy-file.ts';

/** Where the 免罚清单 of this program lies. */
export const exemptionFile = fileURLToPath(
  new URL('../../policy/catalogues/exemptions.yaml', import.meta.url),
);

/** @throws CodedError `policy.unreadable`, `policy.yaml`, `policy.invalid` (see `readChecked`) */
export function readExemptions(path: string): readonly ExemptionItem[] {
  return readChecked<readonly ExemptionItem[]>(path, exemptionListSchema);
}

let shipped: readonly ExemptionItem[] | null = null;

/** The items that came with the program: read once, they do not change while it runs. @throws CodedError `policy.*` */
export function shippedExemptions(): readonly ExemptionItem[] {
  shipped ??= readExemptions(exemptionFile);
  return shipped;
}

/** 免罚清单: the items in force today that the words may mean, all of them for no words. Public data. */
export const listExemptionItems = guarded(
  'credit.view',
  (_deps: unknown, { now }: Asking, words: string): readonly ExemptionItem[] => {
    const today = dayOf(now);
    const inForce = shippedExemptions().filter(
      ({ list }) => list.effectiveFrom <= today && (list.effectiveTo === null || today <= list.effectiveTo),
    );
    return findItems(inForce, words);
  },
);
