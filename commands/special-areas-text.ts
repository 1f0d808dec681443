import type { Locale } from '../src/chat/event.ts';
import { say } from '../src/chat/words/index.ts';
import type { CreditRecord } from '../src/domain/credit.ts';
import type { SpecialArea } from '../src/domain/special-areas.ts';

/** 重点特殊领域 with 环节 and reason, short: 「药品（经营，持药品经营许可证）、危险化学品（登记标记）」; null: none. */
export function specialAreasText(
  areas: readonly SpecialArea[],
  recordOf: (id: string) => CreditRecord | undefined,
  locale: Locale,
): string | null {
  const names = [...new Set(areas.map(({ area }) => area))];
  const told = names.map((name) => {
    const own = areas.filter(({ area }) => area === name);
    const reasons = strongest(own).map((one) => reasonText(one, recordOf(one.evidence), locale));
    return say(locale, 'area.item', { area: name, reasons: reasons.join(say(locale, 'area.reasons.join')) });
  });
  return told.join(say(locale, 'list.join')) || null;
}

/** One reason a link; the bare mark of the register only where nothing tells the link. */
function strongest(areas: readonly SpecialArea[]): readonly SpecialArea[] {
  const linked = areas.filter(
    ({ link }, index) => link !== null && areas.findIndex((other) => other.link === link) === index,
  );
  return linked.length > 0 ? linked : areas.slice(0, 1);
}

function reasonText(
  { link, by, evidence }: SpecialArea,
  record: CreditRecord | undefined,
  locale: Locale,
): string {
  if (link === null) return say(locale, 'area.by.register');
  const named = { link: say(locale, `link.${link}`) };
  if (by === 'industry') return say(locale, 'area.by.industry', { ...named, code: evidence });
  const licence = record?.kind === 'permit' ? record.details.licenceName : '';
  if (by === 'register' || licence === '' || record === undefined)
    return say(locale, `area.by.${by === 'lapsedLicence' ? by : 'licence'}.plain`, named);
  return say(locale, `area.by.${by}`, { ...named, licence, day: record.validUntil ?? '' });
}
