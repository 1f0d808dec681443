import type { Command, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import type { ExemptionItem } from '../src/domain/exemption-list.ts';
import { rights } from '../src/domain/rights.ts';
import { listExemptionItems } from '../src/services/exemption-list.ts';

const words =
  /^(?:(?:轻微(?:违法(?:行为)?)?)?(?:免罚|不罚)清单|首违不罚(?:清单)?|\/?exemptions)\s*[:：]?\s*(.*)$/i;

/** So many are shown with their conditions; of more only what they are. */
const whole = 3;

/** The conditions of an item, as one line. */
export function conditionsText({ conditions }: ExemptionItem, locale: Turn['locale']): string {
  return conditions.map((one) => one[locale]).join(say(locale, 'exemption.join'));
}

async function list(turn: Turn, asked: string): Promise<Outcome> {
  const { locale } = turn;
  const items = await listExemptionItems({}, turn, asked);
  if (items.length === 0)
    return {
      card: notice(locale, 'neutral', 'exemption.list.title', 'exemption.list.none', {
        words: asked,
        count: 0,
      }),
    };
  const brief = items.length > whole;
  return {
    card: {
      title: say(locale, 'exemption.list.title', { count: items.length }),
      tone: 'neutral',
      children: [
        { type: 'list', ordered: true, items: items.map((item) => line(item, brief, locale)) },
        ...(brief ? [{ type: 'note' as const, text: say(locale, 'exemption.list.more') }] : []),
        { type: 'note', text: say(locale, 'exemption.list.note') },
      ],
      source: null,
    },
  };
}

function line(item: ExemptionItem, brief: boolean, locale: Turn['locale']): string {
  const { kind, title, clause, list: own } = item;
  const shown = { kind: say(locale, `exemption.kind.${kind}`), title: title[locale], clause };
  const number = own.number === null ? '' : `（${own.number}）`;
  const text = brief
    ? say(locale, 'exemption.list.short', shown)
    : say(locale, 'exemption.list.item', {
        ...shown,
        conditions: conditionsText(item, locale),
        list: locale === 'zh' ? `${own.title.zh}${number}` : own.title.en,
      });
  return own.origin === 'default' ? `${text} ${say(locale, 'exemption.own')}` : text;
}

/** 免罚清单: public data, for everybody. */
export const exemptionListCommand: Command = {
  id: 'exemptions',
  roles: rights['credit.view'],
  usage: 'command.exemptionList.usage',
  summary: 'command.exemptionList.summary',
  parse(text) {
    const found = words.exec(text);
    return found ? { intent: 'exemption.items', args: { words: (found[1] ?? '').trim() } } : null;
  },
  intents: { 'exemption.items': (turn, args) => list(turn, args.words ?? '') },
};
