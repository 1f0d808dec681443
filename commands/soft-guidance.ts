import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { rights } from '../src/domain/rights.ts';
import { type SoftDeps, type SoftKind, sendSoft, softLength } from '../src/services/soft-guidance.ts';
import { whichEnterprise } from './which.ts';

const words = /^(?:(行政提示|\/?prompt\b)|行政建议|\/?advise\b)\s*[:：]?\s*(.*)$/is;
/** Code or name, then what is said. */
const parts = /^(\S+)[\s,，:：]+(.+)$/s;

function kindOf({ kind }: IntentArgs): SoftKind {
  return kind === 'prompt' ? 'prompt' : 'advice';
}

async function send(deps: SoftDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { text = '' } = args;
  const kind = kindOf(args);
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'soft.send', { kind, text });
  if ('outcome' in which) return which.outcome;
  const { told, write } = await sendSoft(deps, turn, { uscc: which.uscc, kind, text });
  const card = notice(turn.locale, 'good', 'soft.sent.title', 'soft.sent.text', {
    name: told.name,
    count: told.reached,
  });
  return { card, write, subject: which.uscc };
}

/** 行政提示, 行政建议 (柔性监管): written to an enterprise, which answers that it has read it. */
export function softGuidanceCommand(deps: SoftDeps): Command {
  return {
    id: 'prompt',
    roles: rights['exemption.judge'],
    usage: 'command.soft.usage',
    summary: 'command.soft.summary',
    parse(text, said = text) {
      const found = words.exec(text);
      if (!found) return null;
      const rest = words.exec(said)?.[2] ?? found[2] ?? '';
      const [, which = '', content = ''] = parts.exec(rest.trim()) ?? [];
      if (content === '') return { intent: 'soft.how', args: {} };
      return {
        intent: 'soft.send',
        args: { kind: found[1] ? 'prompt' : 'advice', words: which, text: content },
      };
    },
    intents: {
      'soft.how': ({ locale }) => ({
        card: notice(locale, 'neutral', 'soft.how.title', 'soft.how.text', softLength),
      }),
      'soft.send': (turn, args) => send(deps, turn, args),
    },
  };
}
