import { hash } from 'node:crypto';
import type { RecordFact } from '../../domain/facts.ts';
import type { IsoDate } from '../../domain/ports.ts';
import { escapeText } from './copy-text.ts';
import { jsonbParts, jsonbText } from './jsonb-text.ts';

/** Columns of the staging table, in the order of `recordLine`. */
export const recordColumns = [
  'ord',
  'line',
  'uscc',
  'party_name',
  'kind',
  'key',
  'number',
  'authority',
  'authority_code',
  'decided_on',
  'valid_until',
  'publicity_until',
  'status',
  'corrected_on',
  'repaired_on',
  'details',
  'extra',
  'source',
  'content_hash',
  'source_hash',
] as const;

const day2000 = Date.UTC(2000, 0, 1);
const maxDays = 10_000;
const dayNumbers = new Map<IsoDate, string>();

/** Days since 2000, '' for none: what stored hashes were made of, and no setting can change. */
function dayNumber(day: IsoDate | null): string {
  if (day === null) return '';
  let number = dayNumbers.get(day);
  if (number === undefined) {
    number = String((Date.parse(day) - day2000) / 86_400_000);
    if (dayNumbers.size >= maxDays) dayNumbers.clear();
    dayNumbers.set(day, number);
  }
  return number;
}

/** In the text of jsonb a backslash is all that could mean something else. */
function escapeJson(text: string): string {
  return text.includes('\\') ? escapeText(text) : text;
}

function orNull(text: string | null): string {
  return text === null || text === '' ? '\\N' : escapeText(text);
}

const encoder = new TextEncoder();
let bytes = new Uint8Array(1 << 16);

/** Hash of all of the text, and of all but its second part; written out once, since that takes as long as hashing. */
function hashes(
  first: string,
  second: string,
  third: string,
  rest: string,
): { all: string; substance: string } {
  // Three bytes is what a UTF-16 unit takes at most.
  const needed = 3 * (first.length + second.length + third.length + rest.length);
  if (needed > bytes.length) bytes = new Uint8Array(2 * needed);
  const cutFrom = encoder.encodeInto(first, bytes).written;
  const cutTo = cutFrom + encoder.encodeInto(second, bytes.subarray(cutFrom)).written;
  const restFrom = cutTo + encoder.encodeInto(third, bytes.subarray(cutTo)).written;
  const end = restFrom + encoder.encodeInto(rest, bytes.subarray(restFrom)).written;
  const all = hash('md5', bytes.subarray(0, end));
  bytes.copyWithin(cutFrom, cutTo, restFrom);
  return { all, substance: hash('md5', bytes.subarray(0, restFrom - (cutTo - cutFrom))) };
}

/**
 * A credit record as a row of the staging table; `ord` is its place in the chunk.
 * `content_hash`: the decision's substance, equal from every source that reports it alike.
 * `source_hash`: all that this source said, so that a mere change of its remark is seen as its correction.
 * Both are compared with those in the table: never change what they are made of.
 */
export function recordLine(fact: RecordFact, ord: number): string {
  const { name, number, authority, authorityCode, status } = fact;
  const [before, remark, after] = jsonbParts(fact.details, 'remark');
  const extra = fact.extra === null ? '' : jsonbText(fact.extra);
  const { all, substance } = hashes(
    `${dayNumber(fact.decidedOn)}|${dayNumber(fact.validUntil)}|${dayNumber(fact.publicityUntil)}|${status}|` +
      `${dayNumber(fact.correctedOn)}|${dayNumber(fact.repairedOn)}|${before}`,
    remark,
    after,
    `|${name}|${number}|${authority}|${authorityCode}|${extra}`,
  );
  // Days, hashes and our own words hold nothing that would have to be escaped.
  return (
    `${ord}\t${fact.line}\t${escapeText(fact.uscc)}\t${escapeText(name)}\t${fact.kind}\t${fact.key}\t` +
    `${escapeText(number)}\t${escapeText(authority)}\t${orNull(authorityCode)}\t${fact.decidedOn}\t` +
    `${fact.validUntil ?? '\\N'}\t${fact.publicityUntil ?? '\\N'}\t${status}\t${fact.correctedOn ?? '\\N'}\t` +
    `${fact.repairedOn ?? '\\N'}\t${escapeJson(before + remark + after)}\t${orNull(extra)}\t` +
    `${escapeText(fact.source)}\t${substance}\t${all}\n`
  );
}
