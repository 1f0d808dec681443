import { isIsoDate } from '../src/domain/dates.ts';
import type { IsoDate } from '../src/domain/ports.ts';
import { foldText } from '../src/domain/text.ts';

const day =
  /(?:在|于|截至|截止到?|as of |on )?\s*(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})(?:\s*[日号])?\s*(?:当天|当日|那天|时|的时候)?\s*的?/i;

/** A day in a sentence, and the sentence without it. Null: none, or one that does not exist. */
export function askedDay(text: string): { day: IsoDate; rest: string } | null {
  const folded = foldText(text);
  const found = day.exec(folded);
  if (!found) return null;
  const [whole, year = '', month = '', date = ''] = found;
  const asked = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isIsoDate(asked)) return null;
  return { day: asked, rest: folded.replace(whole, ' ') };
}
