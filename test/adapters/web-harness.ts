import { randomUUID } from 'node:crypto';
import type { WebMessage } from '../../adapters/web/adapter.ts';
import { actionsOf, cardText } from '../../src/chat/card-text.ts';
import type { Database } from '../../src/store/database.ts';
import { webMessages } from '../../src/store/web-messages.ts';
import type { Harness, SeenMessage } from './harness.ts';
import { startWebChat } from './web-chat.ts';
import { post, visit } from './web-client.ts';

/** The web chat as a platform: what it stored and gives out again is what the page draws. */
export async function startWebHarness(database: Database): Promise<Harness> {
  const log = webMessages(database.sql);
  const seen = new Map<string, SeenMessage[]>();
  /** Draws a message as the page does: one that replaces another stands in its place. */
  function show(
    chatId: string,
    seq: number,
    { card, locale, replaces }: WebMessage & { replaces?: number },
  ): void {
    const messages = seen.get(chatId) ?? [];
    const shown: SeenMessage = {
      messageId: String(replaces ?? seq),
      text: cardText(card, locale),
      buttons: actionsOf(card).map(({ label, token }) => ({ label, data: token })),
      edited: replaces !== undefined,
    };
    const at = messages.findIndex(({ messageId }) => messageId === shown.messageId);
    messages.splice(at < 0 ? messages.length : at, at < 0 ? 0 : 1, shown);
    seen.set(chatId, messages);
  }

  const chat = await startWebChat(database, {
    heartbeatMs: 200,
    log: {
      ...log,
      async append(chatId, direction, key, body, at) {
        const seq = await log.append(chatId, direction, key, body, at);
        const [stored] = await log.since(chatId, seq - 1, 1);
        if (direction === 'out' && stored)
          show(chatId, seq, stored.body as WebMessage & { replaces?: number });
        return seq;
      },
    },
  });
  const persona = 'official';
  const { cookie } = await visit(chat);
  // The chat's name is a digest of the cookie that only the server makes.
  await post(chat, { persona, id: randomUUID(), text: '开始' }, { cookie });
  const chatId = chat.events[0]?.chatId ?? '';

  const ids = new Map<string, string>();
  const idOf = (name: string = randomUUID()): string => {
    const id = ids.get(name) ?? randomUUID();
    ids.set(name, id);
    return id;
  };

  const harness: Harness = {
    adapter: chat.adapter as Harness['adapter'],
    taken: chat.events,
    before: async () => undefined,
    user: persona,
    chat: chatId,
    group: '',
    say: async (text, { eventId } = {}) =>
      (await post(chat, { persona, id: idOf(eventId), text }, { cookie })).ok,
    press: async (data, { eventId } = {}) =>
      (await post(chat, { persona, id: idOf(eventId), token: data }, { cookie })).ok,
    async forge(text) {
      const body = { persona, id: randomUUID(), text };
      const answers = [
        await post(chat, body, { cookie, origin: 'https://evil.example' }),
        await post(chat, body, { cookie, origin: 'null' }),
        await post(chat, body, {}),
      ];
      return answers.some(({ ok }) => ok);
    },
    seen: (id) => [...(seen.get(id) ?? [])],
    fault: () => {
      throw new Error('between this chat and its page there is no platform that could fail');
    },
    recover: () => undefined,
    close: () => chat.close(),
  };
  chat.before = (event) => harness.before(event);
  chat.events.length = 0;
  return harness;
}
