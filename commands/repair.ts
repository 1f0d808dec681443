import type { Command, Decided, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { roles } from '../src/domain/person.ts';
import { foldText } from '../src/domain/text.ts';
import { askWhatIf, type CreditDeps, lookUpRepairs } from '../src/services/credit.ts';
import { listedRepairs, repairCard, whatIfCard } from './repair-card.ts';
import { whichEnterprise } from './which.ts';

/** 「修复这条后我是什么等级？」 */
const after =
  /(?:修复|repair)[^，,。]*(?:后|以后|之后|after|then)[^，,。]*(?:等级|级别|什么|怎样|如何|class|what)|what.*class.*after.*repair/i;
const about =
  /^(?:信用)?修复|^\/?repair\b|(?:什么时候|啥时候|何时|多久|怎么|如何|怎样|能不能|能否|可以|条件)[^，,。]*修复|修复[^，,。]*(?:什么时候|啥时候|何时|多久|条件|怎么|吗|？|\?)/i;
/** What stands around the name of an enterprise. */
const around =
  /^(?:请问|我想|我要)?(?:信用)?修复|^\/?repair\b|(?:什么时候|啥时候|何时|多久|怎么|如何|怎样|能不能|能否|可以|申请|办理|信用|修复|条件|这条|这些|全部|记录|处罚|罚款|公示|的|了|吗|呢|能|要|后|是|什么|等级|[我咱]们?(?:公司|企业|单位)?|[?？。，,])+/gi;

const dates = /\d{4}\s*(?:[-/.]|年)\s*\d{1,2}\s*(?:[-/.]|月)\s*\d{1,2}\s*[日号]?/g;
/** 「修复第1条和第3条后」: the numbers under which 修复 lists the records. */
const numbered = /修复((?:\s*(?:第?\s*\d{1,2}\s*条?)\s*[、,和与及]?)+)\s*(?:以?后|之后)/;

function parse(text: string): Decided | null {
  const folded = foldText(text);
  const whatIf = after.test(folded);
  if (!whatIf && !about.test(folded)) return null;
  const plain = folded.replace(dates, ' ');
  const chosen = whatIf ? numbered.exec(plain) : null;
  const numbers = chosen?.[1]?.match(/\d{1,2}/g)?.join(',');
  const rest = chosen?.[1] === undefined ? plain : plain.replace(chosen[1], ' ');
  const words = rest.replace(around, ' ').trim();
  const args = numbers === undefined ? { words } : { words, numbers };
  return { intent: whatIf ? 'repair.whatIf' : 'repair', args };
}

async function repairs(deps: CreditDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'repair.code');
  if ('outcome' in which) return which.outcome;
  const view = await lookUpRepairs(deps, turn, which.uscc);
  if (!view) return { card: notice(turn.locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  return { card: repairCard(view, turn.locale), subject: which.uscc };
}

/** Ids of the records under these numbers, as 修复 lists them; null: there is no such number. */
async function idsOf(deps: CreditDeps, turn: Turn, uscc: string, numbers: string): Promise<string[] | null> {
  const view = await lookUpRepairs(deps, turn, uscc);
  const listed = view ? listedRepairs(view) : [];
  const ids = numbers.split(',').map((number) => listed[Number(number) - 1]?.repair.record);
  return ids.includes(undefined) ? null : ids.filter((id) => id !== undefined);
}

async function whatIf(deps: CreditDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const { numbers, records } = args;
  const kept: IntentArgs = numbers === undefined ? {} : { numbers };
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'repair.whatIf', kept);
  if ('outcome' in which) return which.outcome;
  const chosen =
    numbers === undefined ? (records?.split(',') ?? []) : await idsOf(deps, turn, which.uscc, numbers);
  if (chosen === null)
    return { card: notice(locale, 'notice', 'whatIf.which.title', 'whatIf.which.text'), subject: which.uscc };
  const view = await askWhatIf(deps, turn, which.uscc, chosen);
  if (!view) return { card: notice(locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  return { card: whatIfCard(view, locale), subject: which.uscc };
}

/** 修复: when and how records can be repaired, and the class afterwards. */
export function repairCommand(deps: CreditDeps): Command {
  return {
    id: 'repair',
    roles,
    usage: 'command.repair.usage',
    summary: 'command.repair.summary',
    parse,
    intents: {
      repair: (turn, args) => repairs(deps, turn, args),
      'repair.code': (turn, args) => repairs(deps, turn, args),
      'repair.whatIf': (turn, args) => whatIf(deps, turn, args),
    },
  };
}
