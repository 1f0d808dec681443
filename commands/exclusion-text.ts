import type { Locale } from '../src/chat/event.ts';
import { say } from '../src/chat/words/index.ts';
import { areaClause, type Excluded } from '../src/domain/inclusive-period.ts';
import type { Policy } from '../src/domain/policy.ts';
import { specialAreasText } from './special-areas-text.ts';

/** Why there is no tolerance for an enterprise: the red line, or a key special area, with what shows it. */
export function excludedText(excluded: Excluded, policy: Policy, locale: Locale): string {
  if (excluded.by === 'redLine') {
    const { sector, evidence, how } = excluded;
    return say(locale, 'inclusive.excluded.redLine', {
      sector: sector[locale],
      evidence,
      how: say(locale, `redLine.by.${how}`),
      clause: policy.redLine.clause,
    });
  }
  const { area } = excluded;
  return say(locale, 'inclusive.excluded.special', {
    area: specialAreasText([area], () => undefined, locale) ?? area.area,
    clause: areaClause(policy, area),
  });
}
