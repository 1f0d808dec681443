import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { WebChat } from './web-chat.ts';

/** A browser: it has a session and sends its Origin. */
export async function visit(chat: WebChat): Promise<{ response: Response; cookie: string }> {
  const response = await fetch(`${chat.origin}/chat/personas`);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { response, cookie };
}

/** Posts what the page of `chat` would; a string goes as it is. */
export async function post(chat: WebChat, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(`${chat.origin}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: chat.origin, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export const say = (text: string, persona = 'official') => ({ persona, id: randomUUID(), text });

export interface Sent {
  id: string | undefined;
  event: string;
  data: { seq: number; direction: string; deliveryKey: string; body: Record<string, unknown> };
}

/** Server-sent events as a browser would see them, until the connection is cut. */
export async function* listen(
  chat: WebChat,
  cookie: string,
  { persona = 'official', last = '', signal }: { persona?: string; last?: string; signal?: AbortSignal } = {},
): AsyncGenerator<Sent> {
  const response = await fetch(`${chat.origin}/chat/events?persona=${persona}`, {
    headers: { cookie, ...(last ? { 'last-event-id': last } : {}) },
    signal: signal ?? null,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const frames = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const fields = new Map(frame.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const event = fields.get('event');
      if (event) yield { id: fields.get('id'), event, data: JSON.parse(fields.get('data') ?? 'null') };
    }
  }
}

/** What stands in the chat: the messages up to `ready`. */
export async function history(
  chat: WebChat,
  cookie: string,
  options: { persona?: string; last?: string } = {},
): Promise<Sent[]> {
  const seen: Sent[] = [];
  for await (const sent of listen(chat, cookie, options)) {
    if (sent.event === 'ready') break;
    seen.push(sent);
  }
  return seen;
}

export async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { code: unknown }).code;
}
