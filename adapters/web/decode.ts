import { z } from 'zod';
import type { ChatEvent } from '../../src/chat/event.ts';
import { WebProblem } from './problem.ts';

const envelope = {
  persona: z.string().min(1).max(64),
  /** Made by the page, the same when it tries again. */
  id: z.uuid(),
};

const posted = z.union([
  z.strictObject({ ...envelope, text: z.string().refine((text) => text.trim() !== '') }),
  z.strictObject({ ...envelope, token: z.string().regex(/^[\w-]{1,128}$/) }),
]);

interface Posted {
  persona: string;
  id: string;
  content: ChatEvent['content'];
}

/**
 * What the page posted: `{persona, id, text}` or `{persona, id, token}`.
 * @throws WebProblem 400 `web.malformed`
 */
export function decodePosted(body: unknown): Posted {
  const parsed = posted.safeParse(body);
  if (!parsed.success) throw new WebProblem(400, 'web.malformed');
  const { persona, id, ...said } = parsed.data;
  return {
    persona,
    id,
    content:
      'text' in said ? { type: 'text', text: storable(said.text) } : { type: 'action', token: said.token },
  };
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

const cursor = z.coerce.number().int().nonnegative().catch(0);

/** The seq a page saw last; a wrong or missing one means from the start. */
export function decodeCursor(value: unknown): number {
  return cursor.parse(value ?? 0);
}
