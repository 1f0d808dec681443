import { describe, expect, it } from 'vitest';
import { pruneMessages } from '../../src/store/outbox-admin.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const now = new Date('2026-11-25T02:00:00Z');

describe('what is over for thirty days', () => {
  it('is forgotten: messages, buttons, dialogs that nobody ended; what is younger stays', async () => {
    const { sql } = database();
    const dialog = (expiresAt: string) =>
      sql.json({ kind: 'list', version: 1, step: 'x', data: { name: '示例' }, expiresAt });
    await sql`
      insert into conversation (platform, chat_id, user_id, dialog, updated_at) values
        ('telegram', 'old', 'u', ${dialog('2026-10-20T02:00:00Z')}, now()),
        ('telegram', 'young', 'u', ${dialog('2026-11-20T02:00:00Z')}, now()),
        ('telegram', 'none', 'u', null, now())`;
    await sql`
      insert into action_token (token, platform, chat_id, user_id, intent, args, expires_at) values
        ('old', 'telegram', 'old', 'u', 'x', '{"name": "示例"}', '2026-10-20T02:00:00Z'),
        ('young', 'telegram', 'young', 'u', 'x', '{}', '2026-11-20T02:00:00Z')`;
    await sql.begin((tx) => pruneMessages(tx, 30, now));
    const rows = await sql<{ chat: string; waits: boolean }[]>`
      select chat_id as chat, dialog is not null as waits from conversation order by 1`;
    expect([...rows]).toEqual([
      { chat: 'none', waits: false },
      { chat: 'old', waits: false },
      { chat: 'young', waits: true },
    ]);
    expect(
      (await sql<{ token: string }[]>`select token from action_token`).map(({ token }) => token),
    ).toEqual(['young']);
  });
});
