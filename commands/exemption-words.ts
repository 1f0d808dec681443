import type { Decided } from '../src/chat/command.ts';
import { addDays } from '../src/domain/dates.ts';
import { dayOf, type IsoDate } from '../src/domain/ports.ts';
import type { Answer } from '../src/domain/tolerance.ts';
import { findIdentifiers } from '../src/domain/uscc.ts';
import { askedDay } from './day-words.ts';

/** How people ask for a judgement, answer its questions, and say what became of it. */

const judging = /^(?:免罚判断|首违判断|轻微违法判断|\/?judge\b)\s*[:：,，]?\s*(.*)$/is;
/** 「包容期内，标签漏标净含量，第一次」: about the enterprise last shown. */
const within = /^(?:在)?包容期内\s*[,，、:：\s]\s*(.+)$/is;
const records = /^(?:免罚记录|指导(?:改正)?记录|\/?guidance)\s*[:：]?\s*(.*)$/is;
const one = /^(?:指导(?:改正)?|免罚|\/?guidance)\s*(?:第)?#?(\d{1,9})号?$/i;
const settled =
  /^(?:(已(?:按期)?改正|\/?corrected)|未(?:按期)?改正|没有改正|\/?not corrected)\s*(?:第)?#?(\d{1,9})号?\s*(.*)$/i;
/** That it was the first time is asked in its turn, with what the records tell. */
const claimed = /[,，、;；\s]*(?:(?:是|属于)?(?:第一次|首次|初次|首违)(?:违法|发生)?)[,，、;；。\s]*/g;
/** Where a single word ends so, it names an enterprise rather than what was done. */
const firm = /(?:公司|厂|店|社|行|中心|院|所|部|站|场|超市|企业|集团|商行|个体户)$/;

const yes = /^(?:是的?|对的?|有|能|可以|会|首次|轻微|符合|yes|y)[。.!！]?$/i;
const no = /^(?:否|不是|不|没有|无|不能|不会|不符合|不轻微|no|n)[。.!！]?$/i;
const unknown = /^(?:不清楚|不知道|不确定|不好说|待查|不明|unknown|not known|\?|？)[。.!！]?$/i;

const near: readonly (readonly [RegExp, number])[] = [
  [/^(?:今天|今日|当天|today)$/i, 0],
  [/^(?:昨天|昨日|yesterday)$/i, -1],
  [/^前天$/, -2],
];

/** A day as people write it, also 今天 and 昨天; null: none. */
export function dayIn(text: string, now: Date): IsoDate | null {
  const word = text.trim();
  const found = near.find(([pattern]) => pattern.test(word));
  return found ? addDays(dayOf(now), found[1]) : (askedDay(word)?.day ?? null);
}

/** Null: none of the three. */
export function answerOf(text: string): Answer | null {
  const word = text.trim();
  if (unknown.test(word)) return 'unknown';
  if (yes.test(word)) return 'yes';
  return no.test(word) ? 'no' : null;
}

/** The enterprise, and what it did; '' is not said. */
export function enterpriseAndAct(words: string): { words: string; act: string } {
  const [code] = findIdentifiers(words);
  if (code !== undefined) return { words: code, act: words.replace(code, ' ').trim() };
  const [, first = '', rest = ''] = /^([^\s,，:：]+)[\s,，:：]*(.*)$/s.exec(words.trim()) ?? [];
  if (rest === '') return firm.test(first) ? { words: first, act: '' } : { words: '', act: first };
  // A sentence about the enterprise last shown may have a comma too.
  return firm.test(first) ? { words: first, act: rest } : whole(words, first, rest);
}

function whole(words: string, first: string, rest: string): { words: string; act: string } {
  return /^[^\s]+\s/.test(words.trim()) ? { words: first, act: rest } : { words: '', act: words.trim() };
}

function kept(pattern: RegExp, text: string, said: string): string {
  return (pattern.exec(said)?.[1] ?? pattern.exec(text)?.[1] ?? '').trim();
}

export function parseExemption(text: string, said = text): Decided | null {
  const single = one.exec(text);
  if (single) return { intent: 'exemption.one', args: { id: single[1] ?? '' } };
  const done = settled.exec(text);
  if (done) {
    const [, corrected, id = '', rest = ''] = done;
    const on = askedDay(rest)?.day ?? '';
    return { intent: 'exemption.settle', args: { id, corrected: corrected ? 'yes' : 'no', on } };
  }
  if (records.test(text)) return { intent: 'exemption.list', args: { words: kept(records, text, said) } };
  const pattern = [judging, within].find((each) => each.test(text));
  if (!pattern) return null;
  const bare = kept(pattern, text, said)
    .replace(claimed, ',')
    .replace(/^[,，\s]+|[,，\s]+$/g, '');
  const found = pattern === within ? { words: '', act: bare } : enterpriseAndAct(bare);
  return { intent: 'exemption.begin', args: found };
}
