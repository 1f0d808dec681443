import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../adapters/slack/decode.ts';
import { readText } from '../../adapters/slack/text.ts';
import { escapeTyped } from '../fakes/slack-payloads.ts';
import { cases, sampleAt, sampleContext, samples } from './slack-samples.ts';

function sample(name: string): Record<string, unknown> {
  const found = samples.find((one) => one.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return structuredClone(found.payload);
}

/** A sample with one place changed. */
function changed(name: string, path: readonly string[], value: unknown): Record<string, unknown> {
  const payload = sample(name);
  const last = path.at(-1) ?? '';
  let place = payload;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return payload;
}

const contentOf = (payload: unknown, more = {}) =>
  decode(payload, sampleContext(more))?.event.content ?? null;

describe('the samples', () => {
  it('there are some of every kind, for us and not for us', () => {
    expect(samples.length).toBeGreaterThan(25);
    expect(samples.filter(({ event }) => event === null).length).toBeGreaterThan(10);
    expect(new Set(samples.flatMap(({ event }) => event?.content.type ?? []))).toEqual(
      new Set(['text', 'action', 'file']),
    );
  });

  it.each(samples.map(({ name, payload, event }) => [name, payload, event] as const))(
    '%s',
    (_name, payload, event) => {
      const decoded = decode(payload, sampleContext());
      expect(decoded?.event ?? null).toEqual(event && { ...event, receivedAt: sampleAt });
    },
  );

  it('no two events of different kinds can bear the same id', () => {
    const ids = samples.flatMap(({ event }) => event?.eventId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^(evt|cmd|act):/.test(id))).toBe(true);
  });
});

describe('what people write', () => {
  it.each([
    ['a &amp; b &lt;c&gt; &quot;', 'a & b <c> &quot;'],
    ['&amp;lt;', '&lt;'],
    ['&lt;@U0BOT&gt; 海尔', '<@U0BOT> 海尔'],
    ['&lt;!channel&gt;', '<!channel>'],
    ['<http://haier.example/?a=1&amp;b=2|海尔 &amp; Co>', '海尔 & Co'],
    ['<http://haier.example/?a=1&amp;b=2>', 'http://haier.example/?a=1&b=2'],
    ['<mailto:a@b.example|a@b.example> <mailto:a@b.example>', 'a@b.example a@b.example'],
    ['<tel:91370200264574251E|91370200264574251E>', '91370200264574251E'],
    ['<#C1|办公室> <#C2> <#C3|>', '#办公室 #C2 #C3'],
    ['<!here> <!subteam^S1|@科室> <!date^1|{date}|今天>', '@here @科室 {date}|今天'],
    ['<@U0LI> <@U0LI|李> <@W0LI>', '@U0LI @李 @W0LI'],
    ['<@U0BOT> 查询 <@U0BOT> 海尔 <@U0BOT|诚信>', '查询 海尔'],
    ['a < b', 'a < b'],
    ['  海尔\n青岛 ', '海尔\n青岛'],
  ])('%j is read as %j', (text, read) => {
    expect(readText(text, new Set(['U0BOT']))).toBe(read);
  });

  it('until the bot knows who it is only a mention at the beginning is taken out', () => {
    expect(readText('<@U0BOT> 查询 <@U0LI>', null)).toBe('查询 @U0LI');
    const mention = changed('app-mention', ['authorizations'], []);
    expect(contentOf(mention, { botUserId: null })).toEqual({ type: 'text', text: '查询 海尔' });
  });

  it('what is not known of authorizations is known from auth.test, and the other way round', () => {
    const ours = changed('message-im-mention', ['authorizations'], []);
    expect(contentOf(ours)).toEqual({ type: 'text', text: '查一下 @U0LI 的企业' });
    expect(contentOf(sample('message-im-mention'), { botUserId: null })).toEqual({
      type: 'text',
      text: '查一下 @U0LI 的企业',
    });
  });

  it('is given to PostgreSQL in a form that it can store', () => {
    const broken = '海\u0000尔\ud800';
    expect(contentOf(changed('message-im', ['event', 'text'], broken))).toEqual({
      type: 'text',
      text: '海\uFFFD尔\uFFFD',
    });
    expect(contentOf(changed('command', ['text'], broken))).toEqual({
      type: 'text',
      text: '海\uFFFD尔\uFFFD',
    });
    const files = [{ id: 'F1', name: broken, size: 1 }];
    expect(contentOf(changed('message-im-file', ['event', 'files'], files))).toMatchObject({
      name: '海\uFFFD尔\uFFFD',
    });
  });

  it('comes back as it was typed, whatever it was', () => {
    const typed = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u0000', ''));
    fc.assert(
      fc.property(typed, (text) => {
        expect(readText(escapeTyped(text), new Set(['U0BOT']))).toBe(text.trim());
      }),
      cases(2_000),
    );
  });
});

describe('slash commands', () => {
  it.each([
    ['/chengxin', '查询 海尔', '查询 海尔'],
    ['/chengxin', '', '帮助'],
    ['/chengxin', '  ', '帮助'],
    ['/chengxin', 'lookup 海尔', '查询 海尔'],
    ['/chengxin', 'LOOKUP 海尔', '查询 海尔'],
    ['/chengxin', 'lookups 海尔', 'lookups 海尔'],
    ['/lookup', '海尔', '查询 海尔'],
    ['/lookup', '', '查询'],
    ['/me', '', '我'],
  ])('%s %s is heard as %s', (command, text, heard) => {
    const payload = { ...sample('command'), command, text };
    expect(contentOf(payload)).toEqual({ type: 'text', text: heard });
  });

  it.each([
    ['D0WANG', 'directmessage', 'private'],
    ['D0WANG', 'something-new', 'group'],
    ['D0WANG', undefined, 'group'],
    ['C0OFFICE', 'directmessage', 'group'],
    ['G0GROUP', 'mpdm-a--b-1', 'group'],
    ['X0NEW', 'directmessage', 'group'],
  ])('in %s, called %s, it is said in a %s chat', (channel_id, channel_name, kind) => {
    const payload = { ...sample('command'), channel_id, channel_name };
    expect(decode(payload, sampleContext())?.event.chatKind).toBe(kind);
  });

  it.each(['https://hooks.slack.com/commands/T1/1/x', 'https://slack.com/x'])(
    'may be answered at %s',
    (response_url) => {
      expect(decode({ ...sample('command'), response_url }, sampleContext())?.event.via).toBe(response_url);
    },
  );

  it.each([
    'http://hooks.slack.com/commands/T1/1/x',
    'https://hooks.slack.com:8443/commands/T1/1/x',
    'https://hooks.slack.com@evil.example/x',
    'https://someone@hooks.slack.com/x',
    'https://hooks.slack.com.evil.example/x',
    'https://evil.example/https://hooks.slack.com/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost:8080/chat/messages',
    'file:///etc/passwd',
    '//hooks.slack.com/x',
    `https://hooks.slack.com/${'x'.repeat(3_000)}`,
    '',
  ])('are never answered at %s', (response_url) => {
    const event = decode({ ...sample('command'), response_url }, sampleContext())?.event;
    expect(event).toMatchObject({ content: { text: '查询 海尔' } });
    expect(event).not.toHaveProperty('via');
  });
});

describe('kinds of chat', () => {
  it('a message in a direct message is private only where the channel is one', () => {
    expect(decode(changed('message-im', ['event', 'channel'], 'C0X'), sampleContext())?.event.chatKind).toBe(
      'group',
    );
    expect(decode(sample('message-im'), sampleContext())?.event.chatKind).toBe('private');
  });

  it('a message of a kind that is not known is not answered', () => {
    expect(decode(changed('message-im', ['event', 'channel_type'], 'app_home'), sampleContext())).toBeNull();
    expect(decode(changed('message-im', ['event', 'channel_type'], undefined), sampleContext())).toBeNull();
  });

  it('a button in a chat of an unknown name is pressed in a group', () => {
    const named = changed('block-actions', ['channel', 'name'], 'something-new');
    expect(decode(named, sampleContext())?.event.chatKind).toBe('group');
  });
});

describe('messages that nobody wrote to us', () => {
  it.each(['message_changed', 'channel_join', 'bot_message', 'me_message', 'something_new'])(
    'subtype %s',
    (subtype) => {
      expect(decode(changed('message-im', ['event', 'subtype'], subtype), sampleContext())).toBeNull();
    },
  );

  it('our own, however they are marked', () => {
    expect(decode(changed('message-im', ['event', 'user'], 'U0BOT'), sampleContext())).toBeNull();
    expect(decode(changed('message-im', ['event', 'bot_id'], 'B0OTHER'), sampleContext())).toBeNull();
  });

  it('without any text', () => {
    expect(decode(changed('message-im', ['event', 'text'], ''), sampleContext())).toBeNull();
    expect(decode(changed('message-im', ['event', 'text'], null), sampleContext())).toBeNull();
  });

  it('fields that do not matter may be of any shape', () => {
    for (const place of ['authorizations', 'api_app_id', 'event_time']) {
      expect(decode(changed('message-im', [place], 5), sampleContext())).not.toBeNull();
    }
    expect(decode(changed('message-im', ['event', 'files'], 'x'), sampleContext())).not.toBeNull();
  });
});
