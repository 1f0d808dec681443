import { beforeAll, describe, expect, it } from 'vitest';
import type { NewAction, OpenTurn, TurnChanges } from '../../src/chat/turns.ts';
import { stranger } from '../../src/domain/person.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { ensurePersonas } from '../../src/services/personas.ts';
import { createConversation } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';

const database = withDatabase();
const conversation = createConversation(database);
const at = conversation.clock.now();

beforeAll(() => ensurePersonas(database()));

function changes(more: Partial<TurnChanges> = {}): TurnChanges {
  return {
    locale: 'zh',
    dialog: null,
    subject: null,
    lastActions: [],
    actions: [],
    answered: null,
    purpose: null,
    pointer: null,
    forAnyone: false,
    reply: { title: 'reply', tone: 'neutral', children: [], source: null },
    write: null,
    actionsExpireAt: new Date(at.getTime() + 60_000),
    audit: [],
    ...more,
  };
}

function opening(rev: number): OpenTurn {
  return {
    person: stranger,
    actor: 'official',
    used: { own: 0, org: 0 },
    purpose: null,
    privateChatId: null,
    locale: 'zh',
    dialog: null,
    lastActions: [],
    subject: null,
    rev,
    offered: null,
  };
}

function action(token: string, args: Record<string, string> = {}): NewAction {
  return { token, intent: 'i', args, cardKey: null, label: null };
}

function textEvent(chatId: string, text = 'x') {
  return conversation.event('official', chatId, { type: 'text', text });
}

describe('a turn', () => {
  it('of a conversation that is new begins from nothing', async () => {
    const opened = await createTurns(database(), testKeys).open(textEvent('new'));
    expect(opened).toMatchObject({
      locale: 'zh',
      dialog: null,
      lastActions: [],
      subject: null,
      rev: 0,
      offered: null,
    });
    expect(opened.person).toMatchObject({ id: 'official', role: 'official' });
  });

  it('finds what the one before wrote', async () => {
    const turns = createTurns(database(), testKeys);
    const dialog = { kind: 'k', version: 1, step: 's', data: { '"': "'" }, expiresAt: at };
    const actions = [action('keep-1', { a: '1' }), action('keep-2')];
    const lastActions = ['keep-1', 'keep-2'];
    const event = textEvent('keeps', '２');
    const first = changes({ locale: 'en', dialog, subject: 'S', actions, lastActions });
    expect(await turns.close(event, opening(0), first, at, null)).toBe(true);
    const opened = await turns.open(event);
    expect(opened).toMatchObject({
      locale: 'en',
      dialog,
      subject: 'S',
      lastActions: ['keep-1', 'keep-2'],
      rev: 1,
    });
    expect(opened.offered).toMatchObject({ intent: 'i', args: {}, userId: 'official', chatId: 'keeps' });
    await turns.close(event, opening(1), changes(), at, null);
    expect((await turns.open(event)).lastActions).toEqual([]);
  });

  it('that came too late writes nothing at all', async () => {
    const turns = createTurns(database(), testKeys);
    const event = textEvent('late');
    await turns.close(event, opening(0), changes(), at, null);
    const late = changes({
      subject: 'late',
      actions: [action('late-token')],
      audit: [{ action: 'late', subject: null, purpose: null, result: 'x' }],
    });
    expect(await turns.close(event, opening(0), late, at, null)).toBe(false);
    const { sql } = database();
    expect(await sql`select 1 from action_token where token = 'late-token'`).toHaveLength(0);
    expect(await sql`select 1 from audit_log where action = 'late'`).toHaveLength(0);
    expect((await turns.open(event)).subject).toBeNull();
  });

  it('is won by exactly one of many that began at the same point', async () => {
    const turns = createTurns(database(), testKeys);
    for (const rev of [0, 1]) {
      const note = { action: 'race', subject: String(rev), purpose: null, result: 'x' };
      const results = await Promise.all(
        Array.from({ length: 8 }, () =>
          turns.close(textEvent('race'), opening(rev), changes({ audit: [note] }), at, null),
        ),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(
        await database()
          .sql`select 1 from audit_log where action = 'race' and subject = ${testKeys.pseudonym(String(rev))}`,
      ).toHaveLength(1);
    }
  });

  it('of a conversation whose row is gone is still won by one only', async () => {
    const turns = createTurns(database(), testKeys);
    expect(await turns.close(textEvent('gone'), opening(5), changes(), at, null)).toBe(true);
    expect(await turns.close(textEvent('gone'), opening(5), changes(), at, null)).toBe(false);
    expect((await turns.open(textEvent('gone'))).rev).toBe(6);
  });
});

describe('who speaks', () => {
  it('is the public on platforms whose user ids are not ours, whatever the id', async () => {
    const turns = createTurns(database(), testKeys);
    const event = { ...textEvent('x'), platform: 'telegram' };
    expect((await turns.open(event)).person).toMatchObject({ role: 'public', name: '' });
  });

  it('is the public once disabled', async () => {
    const { sql } = database();
    await sql`update person set disabled_at = now() where id = 'inspector'`;
    const event = conversation.event('inspector', 'x', { type: 'text', text: 'x' });
    expect((await createTurns(database(), testKeys).open(event)).person.role).toBe('public');
  });
});

describe('a token', () => {
  it('is found as its row says, whoever presses it: the router judges', async () => {
    const turns = createTurns(database(), testKeys);
    await turns.close(textEvent('owner'), opening(0), changes({ actions: [action('tok')] }), at, null);
    const pressed = conversation.event('public', 'elsewhere', { type: 'action', token: 'tok' });
    expect((await turns.open(pressed)).offered).toMatchObject({
      userId: 'official',
      chatId: 'owner',
      platform: 'web',
    });
  });

  it.each(['', "' or 1=1--", '%_'])('that there is not is not found: %j', async (token) => {
    const pressed = conversation.event('public', 'elsewhere', { type: 'action', token });
    expect((await createTurns(database(), testKeys).open(pressed)).offered).toBeNull();
  });
});
