import type { Command, Decided, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { creditClasses } from '../src/domain/credit.ts';
import { rights } from '../src/domain/rights.ts';
import { inspectIdentifier } from '../src/domain/uscc.ts';
import { askOverride, endOverride, type OverrideDeps } from '../src/services/class-override.ts';

const set = /^(?:人工)?调整(?:信用)?等级\s*(.*)$/s;
const setEnglish = /^\/?override\b\s*(.*)$/is;
const end = /^(?:撤销|取消|结束)(?:人工)?调整(?:信用)?(?:等级)?\s*(\S+)$|^\/?end override\s+(\S+)$/i;
/** Code, class, days, reason. */
const parts = /^(\S{18})\s+(\S+(?:\s(?:discredit))?)\s+(\d{1,4})\s*(?:天|日|days?)?[\s,，]+(.+)$/is;

function classOf(word: string): string {
  return (
    creditClasses.find((one) =>
      [one, say('zh', `class.${one}`), say('en', `class.${one}`)].some(
        (name) => name.toLowerCase() === word.toLowerCase(),
      ),
    ) ?? word
  );
}

function parse(text: string, said = text): Decided | null {
  const ending = end.exec(text);
  if (ending) return { intent: 'override.end', args: { code: ending[1] ?? ending[2] ?? '' } };
  const asked = set.exec(text) ?? setEnglish.exec(text);
  if (!asked) return null;
  // The reason is kept: in the person's own spelling, where nothing before it had to be folded.
  const words = set.exec(said) ?? setEnglish.exec(said);
  const found = parts.exec(words?.[1] ?? '') ?? parts.exec(asked[1] ?? '');
  if (!found) return { intent: 'override.how', args: {} };
  const [, code = '', word = '', days = '', reason = ''] = found;
  return { intent: 'override.ask', args: { code, creditClass: classOf(word), days, reason } };
}

async function ask(deps: OverrideDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { code = '', creditClass = '', days = '', reason = '' } = args;
  const wanted = { uscc: inspectIdentifier(code).normalized, creditClass, days: Number(days), reason };
  const { told, write } = await askOverride(deps, turn, wanted);
  const params = { name: told.name, id: told.approval };
  return { card: notice(turn.locale, 'notice', 'override.title', 'override.asked', params), write };
}

async function stop(deps: OverrideDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { told, write } = await endOverride(deps, turn, inspectIdentifier(args.code ?? '').normalized);
  return { card: notice(turn.locale, 'good', 'override.title', 'override.ended', told), write };
}

/** 调整等级: a class set by hand, with a second person's agreement, for a time. */
export function overrideCommand(deps: OverrideDeps): Command {
  return {
    id: 'override',
    roles: rights['class.override'],
    usage: 'command.override.usage',
    summary: 'command.override.summary',
    parse,
    intents: {
      'override.how': (turn) => ({ card: notice(turn.locale, 'neutral', 'override.title', 'override.how') }),
      'override.ask': (turn, args) => ask(deps, turn, args),
      'override.end': (turn, args) => stop(deps, turn, args),
    },
  };
}
