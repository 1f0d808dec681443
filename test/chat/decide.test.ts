import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Command } from '../../src/chat/command.ts';
import { type Decision, decide } from '../../src/chat/decide.ts';
import { defineDialog } from '../../src/chat/dialog.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import type { OfferedAction, OpenTurn } from '../../src/chat/turns.ts';
import { stranger } from '../../src/domain/person.ts';

const now = new Date('2026-08-03T02:00:00Z');
const later = new Date('2026-08-03T02:10:00Z');

function word(id: string, always: boolean): Command {
  return {
    id,
    roles: ['public'],
    usage: 'command.help.usage',
    summary: 'command.help.summary',
    always,
    parse: (text) => (text === id ? { intent: id, args: {} } : null),
    intents: {},
  };
}

const counting = defineDialog({
  kind: 'counting',
  version: 2,
  minutes: 10,
  state: z.strictObject({ count: z.number() }),
  move: (step, { count }, text) => ({
    next: step === 'last' ? null : { step: 'last', state: { count: count + 1 } },
    effect: { intent: 'counted', args: { text } },
  }),
});
const language = {
  commands: [word('plain', false), word('always', true)],
  dialogs: new Map([[counting.kind, counting]]),
};

function opened(changes: Partial<OpenTurn> = {}): OpenTurn {
  return {
    person: stranger,
    actor: 'x',
    used: { own: 0, org: 0 },
    purpose: null,
    privateChatId: null,
    locale: 'zh',
    dialog: null,
    lastActions: [],
    subject: null,
    rev: 1,
    offered: null,
    ...changes,
  };
}

function event(content: ChatEvent['content'], changes: Partial<ChatEvent> = {}): ChatEvent {
  return {
    platform: 'web',
    eventId: '1',
    chatId: 'chat',
    chatKind: 'private',
    userId: 'person',
    content,
    receivedAt: now,
    ...changes,
  };
}

function hear(text: string, changes: Partial<OpenTurn> = {}): Decision {
  return decide(language, event({ type: 'text', text }), opened(changes), now);
}

function press(offered: OfferedAction | null, changes: Partial<ChatEvent> = {}): Decision {
  return decide(language, event({ type: 'action', token: 't' }, changes), opened({ offered }), now);
}

function titleOf(decision: Decision): string | null {
  return 'answer' in decision ? decision.answer.card.title : null;
}

const action: OfferedAction = {
  intent: 'offered',
  args: { code: '1' },
  userId: 'person',
  chatId: 'chat',
  platform: 'web',
  expiresAt: later,
  cardKey: null,
  label: null,
  used: false,
};
const waiting = { ...counting.open('first', { count: 0 }), expiresAt: later };

describe('words', () => {
  it.each(['plain', '  plain\n', 'ｐｌａｉｎ', 'pl\u200bain', '\u202eplain\u202c'])(
    'mean a command: %j',
    (text) => {
      expect(hear(text)).toEqual({ run: { intent: 'plain', args: {} }, next: null });
    },
  );

  it('that mean nothing are answered as not understood', () => {
    expect(titleOf(hear('?'))).toBe('没有听懂');
    expect(titleOf(hear(''))).toBe('没有听懂');
  });

  it('are refused above 512 characters, and the dialog goes on waiting', () => {
    expect(titleOf(hear('a'.repeat(512)))).toBe('没有听懂');
    const refused = hear('a'.repeat(513), { dialog: waiting });
    expect(titleOf(refused)).toBe('消息过长');
    expect(refused).toMatchObject({ answer: { keep: true } });
  });

  it('with an ID number reach no command and no dialog', () => {
    const refused = hear('always 11010519491231002X', { dialog: waiting });
    expect(titleOf(refused)).toBe('请勿发送身份证号');
    expect(JSON.stringify(refused)).not.toContain('1949');
    expect(refused).toMatchObject({ answer: { keep: true } });
  });
});

describe('an open dialog', () => {
  it('hears what is said, save for commands that are heard always', () => {
    const heard = hear('plain', { dialog: waiting });
    expect(heard).toEqual({
      run: { intent: 'counted', args: { text: 'plain' } },
      next: { kind: 'counting', version: 2, step: 'last', data: { count: 1 } },
    });
    expect(hear('always', { dialog: waiting })).toEqual({ run: { intent: 'always', args: {} }, next: null });
  });

  it('is over after its last step', () => {
    expect(hear('x', { dialog: { ...waiting, step: 'last' } })).toMatchObject({ next: null });
  });

  it.each([
    ['expired', { expiresAt: now }],
    ['of another version', { version: 1 }],
    ['of another shape', { data: { count: 'one' } }],
    ['of a kind that is no more', { kind: 'gone' }],
  ])('is told to be over where it is %s', (_what, changes) => {
    const heard = hear('plain', { dialog: { ...waiting, ...changes } });
    expect(titleOf(heard)).toBe('这个选项已失效');
    expect(heard).not.toMatchObject({ answer: { keep: true } });
  });
});

describe('a number', () => {
  it('picks the action that was offered', () => {
    expect(hear('2', { lastActions: ['a', 'b'], offered: action })).toEqual({
      run: action,
      next: null,
      chosen: action,
    });
  });

  it('beyond those offered is told so, and what was offered stays', () => {
    const heard = hear('3', { lastActions: ['a', 'b'] });
    expect(heard).toMatchObject({ answer: { keep: true } });
    expect(JSON.stringify(heard)).toContain('没有编号 3 的选项');
  });

  it('that came too late is told so, as a press would be', () => {
    const expired = { ...action, expiresAt: now };
    expect(titleOf(hear('1', { lastActions: ['a'], offered: expired }))).toBe('这个选项已失效');
  });

  it('means nothing where nothing was offered', () => {
    expect(titleOf(hear('1'))).toBe('没有听懂');
  });
});

describe('a pressed action', () => {
  it('runs what its row says', () => {
    expect(press(action)).toEqual({ run: action, next: null, chosen: action });
  });

  it.each([
    ['unknown', null],
    ['expired', { ...action, expiresAt: now }],
  ])('is told to be gone where it is %s', (_what, offered) => {
    expect(titleOf(press(offered))).toBe('这个选项已失效');
  });

  it.each([{ userId: 'other' }, { chatId: 'other' }, { platform: 'telegram' }])(
    'is refused to others: %j',
    (changes) => {
      expect(titleOf(press(action, changes))).toBe('无权使用这个选项');
    },
  );
});
