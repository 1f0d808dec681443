import type { Decided } from '../src/chat/command.ts';
import { say } from '../src/chat/words/index.ts';
import { type Sector, sectors } from '../src/domain/inclusive-period.ts';

/** How people ask for, look at and end a 包容期. */

const asking = /^(?:申请包容期|包容期申请|\/?ask inclusive period\b)\s*[:：,，]?\s*(.*)$/is;
const ending = /^(?:(?:提前)?(?:结束|终止|撤销)包容期|\/?end inclusive period\b)\s*[:：,，]?\s*(.*)$/is;
const viewing =
  /^(?:(?:查询|查看)?包容期(?!内|申请)(?:查询)?|\/?inclusive period\b)\s*[:：]?\s*(.*)$|^(.+?)的?包容期(?:到?什么时候(?:到期)?|还有多久|何时到期|到期了吗)?[?？]?$/is;
/** Enterprise (may be left out), kind, term, reason. */
const parts =
  /^(.*?)\s*(新技术|新产业|新业态|新模式|new (?:technology|industry|form of business|model))[\s,，]+(\d{1,4})\s*(个月|月|年|months?|years?)?[\s,，]+(.+)$/is;
const term = /^(\d{1,4})\s*(个月|月|年|months?|years?)?$/i;
const end = /^(\S+)[\s,，]+(.+)$/s;

/** Null: no such word. */
export function sectorOf(word: string): Sector | null {
  const folded = word.trim().toLowerCase();
  return (
    sectors.find((one) => [say('zh', `sector.${one}`), say('en', `sector.${one}`)].includes(folded)) ?? null
  );
}

function inMonths(count: string, unit = ''): number {
  return Number(count) * (/年|year/i.test(unit) ? 12 : 1);
}

/** Terms are 1 to 3 years: what people write in words. */
const inWords: Readonly<Record<string, string>> = { 一: '1', 二: '2', 两: '2', 三: '3', 四: '4', 五: '5' };

/** 「24」「24个月」「2年」「两年」; null: no term. */
export function monthsOf(text: string): number | null {
  const figures = text.trim().replace(/^[一二两三四五](?=年)/, (word) => inWords[word] ?? word);
  const [, count, unit] = term.exec(figures) ?? [];
  return count === undefined ? null : inMonths(count, unit);
}

/** What is kept is the person's own spelling, where it has the same form. */
function restOf(pattern: RegExp, text: string, said: string): string {
  return (pattern.exec(said)?.[1] ?? pattern.exec(text)?.[1] ?? '').trim();
}

export function parseInclusive(text: string, said = text): Decided | null {
  if (ending.test(text)) {
    const [, words = '', reason = ''] = end.exec(restOf(ending, text, said)) ?? [];
    return words === ''
      ? { intent: 'inclusive.endHow', args: {} }
      : { intent: 'inclusive.end', args: { words, reason } };
  }
  if (asking.test(text)) {
    const rest = restOf(asking, text, said);
    const folded = asking.exec(text)?.[1] ?? '';
    // What was written full width is understood as well, and kept as it is understood.
    const [, words = '', kind = '', count = '', unit, reason = ''] =
      parts.exec(rest) ?? parts.exec(folded) ?? [];
    if (kind === '') return { intent: 'inclusive.fill', args: { words: rest } };
    const args = { words, sector: sectorOf(kind) ?? kind, months: String(inMonths(count, unit)), reason };
    return { intent: 'inclusive.ask', args };
  }
  const seen = viewing.exec(text);
  return seen ? { intent: 'inclusive.view', args: { words: seen[1] ?? seen[2] ?? '' } } : null;
}
