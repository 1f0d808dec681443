import { hash } from 'node:crypto';
import type { RecordFact } from '../../domain/facts.ts';
import type { IsoDate } from '../../domain/ports.ts';
import { type CopyText, escapeText } from './copy-text.ts';
import { jsonbParts, jsonbText } from './jsonb-text.ts';

/** Columns of the staging table, in the order of `addRecord`. */
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

function orNull(text: string | null): string {
  return text === null || text === '' ? '\\N' : escapeText(text);
}

const backslash = 0x5c;
const encoder = new TextEncoder();

/** What a record is hashed over, as bytes: writing them takes as long as hashing, so it is done once for all uses. */
let bytes = new Uint8Array(1 << 16);
let end = 0;

function write(text: string): number {
  // Three bytes is what a UTF-16 unit takes at most.
  if (end + 3 * text.length > bytes.length) {
    const larger = new Uint8Array(2 * (end + 3 * text.length));
    larger.set(bytes.subarray(0, end));
    bytes = larger;
  }
  end += encoder.encodeInto(text, end === 0 ? bytes : bytes.subarray(end)).written;
  return end;
}

/**
 * Adds a credit record as a row of the staging table.
 * `content_hash`: the decision's substance, equal from every source that reports it alike.
 * `source_hash`: all that this source said, so that a mere change of its remark is seen as its correction.
 * Both are compared with those in the table: never change what they are made of.
 */
export function addRecord(out: CopyText, fact: RecordFact): void {
  const { name, number, authority, authorityCode, status } = fact;
  const [before, remark, after] = jsonbParts(fact.details, 'remark');
  const extra = fact.extra === null ? '' : jsonbText(fact.extra);
  const decision =
    `${dayNumber(fact.decidedOn)}|${dayNumber(fact.validUntil)}|${dayNumber(fact.publicityUntil)}|${status}|` +
    `${dayNumber(fact.correctedOn)}|${dayNumber(fact.repairedOn)}|`;
  end = 0;
  const remarkFrom = write(decision + before);
  const remarkTo = write(remark);
  const detailsTo = write(after);
  const allTo = write(`|${name}|${number}|${authority}|${authorityCode}|${extra}`);
  const sourceHash = hash('md5', bytes.subarray(0, allTo));
  // Days, hashes and our own words hold nothing that would have to be escaped.
  out.add(
    `${out.rows + 1}\t${fact.line}\t${escapeText(fact.uscc)}\t${escapeText(name)}\t${fact.kind}\t${fact.key}\t` +
      `${escapeText(number)}\t${escapeText(authority)}\t${orNull(authorityCode)}\t${fact.decidedOn}\t` +
      `${fact.validUntil ?? '\\N'}\t${fact.publicityUntil ?? '\\N'}\t${status}\t${fact.correctedOn ?? '\\N'}\t` +
      `${fact.repairedOn ?? '\\N'}\t`,
  );
  // What goes before is ASCII. In the text of jsonb a backslash is all that COPY would understand otherwise.
  const details = bytes.subarray(decision.length, detailsTo);
  if (details.includes(backslash)) out.add(escapeText(before + remark + after));
  else out.addBytes(details);
  bytes.copyWithin(remarkFrom, remarkTo, detailsTo);
  const contentHash = hash('md5', bytes.subarray(0, detailsTo - (remarkTo - remarkFrom)));
  out.endLine(`\t${orNull(extra)}\t${escapeText(fact.source)}\t${contentHash}\t${sourceHash}\n`);
}
