import type { Locale } from '../event.ts';
import { approvalWords } from './approval.ts';
import { auditWords } from './audit.ts';
import { chatWords } from './chat.ts';
import { classWords } from './classes.ts';
import { cliWords } from './cli.ts';
import { complaintWords } from './complaint.ts';
import { creditWords } from './credit.ts';
import { creditCliWords } from './credit-cli.ts';
import { drawWords } from './draw.ts';
import { errorWords } from './errors.ts';
import { exemptionWords } from './exemption.ts';
import { fileWords } from './file.ts';
import { identifierWords } from './identifier.ts';
import { importWords } from './import.ts';
import { listErrorWords } from './list-errors.ts';
import { listWords } from './lists.ts';
import { measureWords } from './measures.ts';
import { noticeWords } from './notices.ts';
import { objectionWords } from './objection.ts';
import { outboxWords } from './outbox.ts';
import { peopleWords } from './people.ts';
import { peopleCliWords } from './people-cli.ts';
import { policyWords } from './policy.ts';
import { repairWords } from './repair.ts';
import { sampleWords } from './sample.ts';
import { simulationWords } from './simulation.ts';
import { specialAreaWords } from './special-areas.ts';
import { telegramWords } from './telegram.ts';
import { toleranceWords } from './tolerance.ts';
import { warningWords } from './warnings.ts';
import { watchWords } from './watch.ts';
import { webWords } from './web.ts';
import type { Words } from './words.ts';

const all = {
  ...approvalWords,
  ...auditWords,
  ...chatWords,
  ...classWords,
  ...cliWords,
  ...complaintWords,
  ...creditWords,
  ...creditCliWords,
  ...drawWords,
  ...errorWords,
  ...exemptionWords,
  ...fileWords,
  ...identifierWords,
  ...importWords,
  ...listErrorWords,
  ...listWords,
  ...measureWords,
  ...objectionWords,
  ...outboxWords,
  ...peopleWords,
  ...peopleCliWords,
  ...policyWords,
  ...repairWords,
  ...sampleWords,
  ...simulationWords,
  ...specialAreaWords,
  ...telegramWords,
  ...noticeWords,
  ...warningWords,
  ...watchWords,
  ...toleranceWords,
  ...webWords,
};
export type WordKey = keyof typeof all;

function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => String(params[name] ?? mark));
}

/** The text for people behind a key, with its placeholders filled. */
export function say(
  locale: Locale,
  key: WordKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return fill(all[key][locale], params);
}

const byName: Words = all;

/** Like `say`, for keys made at run time (`error.${code}`); null where there is no such text. */
export function sayIfKnown(
  locale: Locale,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string | null {
  const text = Object.hasOwn(byName, key) ? byName[key] : undefined;
  return text ? fill(text[locale], params) : null;
}
