import type { ActionSpec } from '../src/chat/card.ts';
import type { Command } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { type Purpose, purposes, rights, usualPurpose } from '../src/domain/rights.ts';

const words: readonly [RegExp, Purpose][] = [
  [/^(?:日常监管|监管|supervision)$/i, 'supervision'],
  [/^(?:执法检查|抽查检查|检查|inspection)$/i, 'inspection'],
  [/^(?:行政审批|审批|approval)$/i, 'approval'],
  [/^(?:投诉举报|投诉|举报|complaint)(?:核查)?$/i, 'complaint'],
  [/^(?:资金项目|资金|项目|finance)$/i, 'finance'],
  [/^(?:其他|other)$/i, 'other'],
];

/** 事由: why one looks enterprises up today; it stands in the audit log beside every look-up. */
export const purposeCommand: Command = {
  id: 'purpose',
  roles: rights['purpose.choose'],
  usage: 'command.purpose.usage',
  summary: 'command.purpose.summary',
  parse(text) {
    const [, named] = /^(?:查询)?事由\s*[:：]?\s*(.*)$|^\/?purpose$/i.exec(text) ?? [];
    if (named === undefined) return /^\/?purpose$/i.test(text) ? { intent: 'purpose.ask', args: {} } : null;
    const [, purpose] = words.find(([word]) => word.test(named)) ?? [];
    return purpose ? { intent: 'purpose.set', args: { purpose } } : { intent: 'purpose.ask', args: {} };
  },
  intents: {
    'purpose.ask': ({ locale, purpose, person }) => {
      const now = purpose ?? usualPurpose[person.role] ?? 'other';
      const actions = purposes.map(
        (one): ActionSpec => ({
          label: say(locale, `purpose.${one}`),
          intent: 'purpose.set',
          args: { purpose: one },
        }),
      );
      return {
        card: {
          title: say(locale, 'purpose.ask.title'),
          tone: 'neutral',
          once: true,
          children: [
            {
              type: 'text',
              text: say(locale, 'purpose.ask.text', { purpose: say(locale, `purpose.${now as Purpose}`) }),
            },
            { type: 'actions', actions },
          ],
          source: null,
        },
      };
    },
    'purpose.set': ({ locale }, args) => {
      const purpose = purposes.find((one) => one === args.purpose) ?? 'other';
      const params = { purpose: say(locale, `purpose.${purpose}`) };
      return { card: notice(locale, 'good', 'purpose.set.title', 'purpose.set.text', params), purpose };
    },
  },
};
