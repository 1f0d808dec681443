import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'vitest';
import { type ChatAddress, SendError, type SentRef } from '../../src/chat/adapter.ts';
import type { BoundAction, Card, CardChild } from '../../src/chat/card.ts';
import type { Harness, SeenMessage } from './harness.ts';

/** Everything that one dialect or another takes for markup, and what eyes or editors stumble over. */
export const foreign = [
  '_*[]()~`>#+-=|{}.!\\',
  '<!channel> @here <@U0000> <https://example.org|x>',
  '&amp; &lt;b&gt; <b>fett</b> "q" \'q\'',
  '```code``` `x` :smile: **b** __i__ ~~s~~ ||s||',
  '👨‍👩‍👧‍👦🇨🇳 👍🏽 e\u0301 𠀀',
  'שלום \u2067abc\u2069 \u200Fmark',
] as const;
export const everyForeign = foreign.join(' ');

/** What a platform cannot do, and why; the tests that need it are left out, with that reason beside their names. */
export type Lacking = Partial<Record<'faults' | 'groups' | 'plain', string>>;

export const token = (index: number): string => `q83vEjRWeJA_-wABCD${String(index).padStart(4, '0')}`;

export function card(
  title: string,
  children: CardChild<BoundAction>[] = [],
  source: string | null = null,
): Card {
  return { title, tone: 'neutral', children, source };
}

export function actions(count: number, label = '选项'): CardChild<BoundAction> {
  const list = Array.from({ length: count }, (_, index) => ({
    label: `${label}${index + 1}`,
    token: token(index),
  }));
  return { type: 'actions', actions: list };
}

/** All that a card says, in the order in which it is read; buttons apart. */
export function meant({ title, children, source }: Card): string[] {
  const said = children.flatMap((child): readonly string[] => {
    switch (child.type) {
      case 'text':
      case 'note':
        return [child.text];
      case 'fields':
        return child.fields.flatMap(({ label, value }) => [label, value]);
      case 'list':
        return child.items;
      // Whether the column names are said once or in each row is up to the platform.
      case 'table':
        return child.rows.flat();
      case 'image':
        return [child.alt];
      default:
        return [];
    }
  });
  return [title, ...said, ...(source === null ? [] : [source])];
}

export const solid = (text: string): string => text.replace(/\s+/g, '');

/** The pieces that do not stand in the text, each after the one before it; blanks and line ends are layout. */
export function missing(text: string, pieces: readonly string[]): string[] {
  const whole = solid(text);
  let at = 0;
  return pieces.filter((piece) => {
    const found = whole.indexOf(solid(piece), at);
    if (found >= 0) at = found + solid(piece).length;
    return found < 0;
  });
}

export const textOf = (messages: readonly SeenMessage[]): string =>
  messages.map(({ text }) => text).join('\n');
export const buttonsOf = (messages: readonly SeenMessage[]) => messages.flatMap(({ buttons }) => buttons);

/** One suite: its harness, made anew for each test, and what its platform cannot do. */
export interface Subject {
  name: string;
  lacking: Lacking;
  harness(): Harness;
}

/** Leaves a test out, loudly. */
export function leaveOut({ name }: Subject, context: TestContext, reason: string | undefined | false): void {
  if (reason) context.skip(`${name}: ${reason}`);
}

/** The private chat with the person of the harness. */
export function privately({ chat, user }: Harness): ChatAddress {
  return { chatId: chat, chatKind: 'private', userId: user };
}

let sent = 0;

/** Sends a card as the sender does: parts in order, and after a refusal for its pace not before the time. */
export async function sendCard(harness: Harness, shown: Card, plain = false): Promise<SentRef[]> {
  const refs: SentRef[] = [];
  for (const part of harness.adapter.render(shown, 'zh', plain)) {
    sent += 1;
    const key = `contract:${sent}`;
    let ref: SentRef | undefined;
    while (ref === undefined) {
      try {
        ref = await harness.adapter.send(privately(harness), part, key);
      } catch (error) {
        if (!(error instanceof SendError) || error.fault !== 'rateLimited') throw error;
        await sleep(error.retryAfterMs);
      }
    }
    refs.push(ref);
  }
  return refs;
}
