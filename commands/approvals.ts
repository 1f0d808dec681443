import type { ActionSpec, CardChild } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { kindText } from '../src/services/approval-cards.ts';
import { type ApprovalDeps, decideApproval, listApprovals } from '../src/services/approvals.ts';

const list = /^(?:待批|待审批|待复核|\/?approvals)$/i;
const decision = /^(?:(批准|同意|approve)|(?:拒绝|不同意|refuse))\s*#?(\d{1,9})$/i;
/** So many at once can be told apart and answered by number. */
const shown = 5;

async function open(deps: ApprovalDeps, turn: Turn): Promise<Outcome> {
  const { locale } = turn;
  const waiting = await listApprovals(deps, turn);
  if (waiting.length === 0)
    return { card: notice(locale, 'neutral', 'approval.list.title', 'approval.none') };
  const children: CardChild<ActionSpec>[] = waiting.slice(0, shown).flatMap(({ approval, person }) => {
    const { id, kind, askedBy } = approval;
    const whom = person ? `${person.name}（${person.id}）` : (approval.payload.about ?? '—');
    const args = { id: String(id) };
    return [
      {
        type: 'text' as const,
        text: say(locale, 'approval.line', { id, kind: kindText(locale, kind), whom, by: askedBy }),
      },
      {
        type: 'actions' as const,
        actions: [
          { label: say(locale, 'approval.agree.id', { id }), intent: 'approval.agree', args },
          { label: say(locale, 'approval.refuse.id', { id }), intent: 'approval.refuse', args },
        ],
      },
    ];
  });
  return {
    card: { title: say(locale, 'approval.list.title'), tone: 'neutral', children, source: null },
  };
}

async function decide(deps: ApprovalDeps, turn: Turn, args: IntentArgs, agree: boolean): Promise<Outcome> {
  const { locale } = turn;
  const { told, write } = await decideApproval(deps, turn, Number(args.id), agree);
  const params = { id: told.approval.id, kind: kindText(locale, told.approval.kind) };
  const text = agree ? 'approval.answered.agreed' : 'approval.answered.refused';
  return { card: notice(locale, 'good', 'approval.answered.title', text, params), write };
}

/** 待批: what a second person has to agree to (双人复核). */
export function approvalsCommand(deps: ApprovalDeps): Command {
  return {
    id: 'approvals',
    roles: rights['approval.decide'],
    usage: 'command.approvals.usage',
    summary: 'command.approvals.summary',
    parse(text) {
      if (list.test(text)) return { intent: 'approval.list', args: {} };
      const [, agreed, id] = decision.exec(text) ?? [];
      if (id === undefined) return null;
      return { intent: agreed ? 'approval.agree' : 'approval.refuse', args: { id } };
    },
    intents: {
      'approval.list': (turn) => open(deps, turn),
      'approval.agree': (turn, args) => decide(deps, turn, args, true),
      'approval.refuse': (turn, args) => decide(deps, turn, args, false),
    },
  };
}
