import type { Command } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { roles } from '../src/domain/person.ts';

/** 取消: whatever waits for an answer is over; the turn that answers closes it. */
export const cancelCommand: Command = {
  id: 'cancel',
  roles,
  usage: 'command.cancel.usage',
  summary: 'command.cancel.summary',
  inGroup: true,
  always: true,
  parse: (text) =>
    /^(?:取消|算了|不查了|退出|cancel|stop|\/cancel)[。!！]?$/i.test(text)
      ? { intent: 'cancel', args: {} }
      : null,
  intents: {
    cancel: ({ locale, waiting }) => ({
      card: notice(locale, 'neutral', waiting ? 'cancel.done' : 'cancel.nothing', null),
    }),
  },
};
