import type { Enterprise } from './credit.ts';
import { industryPrefixes } from './industry-codes.ts';
import type { RuleOf } from './policy.ts';
import { foldText } from './text.ts';

/** A red-line sector that an enterprise, or what it did, belongs to. */
export interface RedLine {
  sector: { zh: string; en: string };
  /** `industry`: the registered code; `name`: words of its name; `act`: words of what it did (mixed business). */
  by: 'industry' | 'name' | 'act';
  /** The code, or the word. */
  evidence: string;
}

function wordIn(text: string, words: readonly string[]): string | undefined {
  const folded = foldText(text).toUpperCase();
  return words.find((word) => folded.includes(word.toUpperCase()));
}

/**
 * 监管红线, 方案二（四）五: whether tolerance is out of the question, and why. A code that says nothing of the sector does
 * not help where the name, or the act itself, does: such enterprises are often registered as something else, or do
 * several things. Null: beyond no red line.
 */
export function redLineOf(
  { name, industryCode }: Pick<Enterprise, 'name' | 'industryCode'>,
  { sectors }: Pick<RuleOf<'redLine'>, 'sectors'>,
  act = '',
): RedLine | null {
  const prefixes = industryPrefixes(industryCode);
  for (const { name: sector, industries, words } of sectors) {
    if (industryCode !== null && industries.some((one) => prefixes.includes(one)))
      return { sector, by: 'industry', evidence: industryCode };
    const named = wordIn(name, words);
    if (named !== undefined) return { sector, by: 'name', evidence: named };
    const done = wordIn(act, words);
    if (done !== undefined) return { sector, by: 'act', evidence: done };
  }
  return null;
}
