import { describe, expect, it } from 'vitest';
import { maxTextBytes, render, type SlackMessage } from '../../adapters/slack/render.ts';
import type { BoundAction, Card } from '../../src/chat/card.ts';
import { cardText } from '../../src/chat/card-text.ts';
import { checkBlocks } from '../fakes/slack-blocks.ts';
import { show } from '../fakes/slack-state.ts';
import { plainCard } from './slack-support.ts';

function seen({ text, blocks }: SlackMessage) {
  const where = {
    ts: '1.0',
    channel: 'C1',
    onlyFor: null,
    edited: false,
    mrkdwn: false,
    names: false,
    at: 0,
  };
  return show({ ...where, text, blocks: blocks ?? [] });
}
function one(card: Card, plain = false): SlackMessage {
  const [message, ...more] = render(card, 'zh', plain);
  if (!message || more.length > 0) throw new Error('one message was expected');
  return message;
}
const typesOf = (message: SlackMessage) => (message.blocks ?? []).map(({ type }) => type);
const action = (label: string, token = label, style?: BoundAction['style']): BoundAction => ({
  label,
  token,
  ...(style && { style }),
});

describe('a card', () => {
  it('is read block by block as it was meant', () => {
    const card = plainCard(
      '海尔 & <集团>',
      [
        { type: 'text', text: '*不是* _标记_ <!channel> @here :smile: &amp;' },
        {
          type: 'fields',
          fields: [
            { label: '信用等级', value: '诚信守法', tone: 'good' },
            { label: '代码', value: '9137' },
          ],
        },
        { type: 'list', ordered: true, items: ['一', '二'] },
        { type: 'list', ordered: false, items: ['三'] },
        { type: 'table', columns: ['日期', '结果'], rows: [['2026-01-01', '罚款 1 万元']] },
        { type: 'divider' },
        { type: 'image', url: 'https://charts.example/1.png', alt: '得分走势' },
        { type: 'image', url: 'http://internal/1.png', alt: '内部图' },
        { type: 'note', text: '示例数据' },
        {
          type: 'actions',
          actions: [action('依据', 't1', 'primary'), action('删除', 't2', 'danger'), action('更多', 't3')],
        },
      ],
      '截至 2026-11-25',
    );
    const message = one(card);
    expect(checkBlocks(message.blocks)).toBeNull();
    expect(seen(message)).toMatchObject({
      text: [
        '海尔 & <集团>',
        '*不是* _标记_ <!channel> @here :smile: &amp;',
        '信用等级：诚信守法',
        '代码：9137',
        '1. 一\n2. 二',
        '· 三',
        '日期 | 结果\n2026-01-01 | 罚款 1 万元',
        '',
        '[得分走势]',
        '[内部图]',
        '示例数据',
        '截至 2026-11-25',
      ]
        .filter((line) => line !== '')
        .join('\n'),
      buttons: [
        { label: '依据', data: 't1' },
        { label: '删除', data: 't2' },
        { label: '更多', data: 't3' },
      ],
      notified: [],
    });
    expect(typesOf(message)).toEqual([
      'header',
      'section',
      'section',
      'section',
      'section',
      'section',
      'divider',
      'image',
      'section',
      'context',
      'actions',
      'context',
    ]);
    expect(JSON.stringify(message.blocks)).not.toMatch(/mrkdwn|"emoji":true/);
    const styles = (message.blocks ?? []).flatMap((block) =>
      block.type === 'actions'
        ? block.elements.map((element) => ('style' in element ? element.style : undefined))
        : [],
    );
    expect(styles).toEqual(['primary', 'danger', undefined]);
  });

  it('in English has English signs', () => {
    const [message] = render(
      plainCard('Haier', [{ type: 'fields', fields: [{ label: 'Class', value: 'A' }] }]),
      'en',
    );
    expect(message && seen(message).text).toBe('Haier\nClass: A');
    expect(message?.text).toBe('[Haier]\nClass: A');
  });

  it('holds beside its blocks the text form, escaped and short enough to be changed later', () => {
    const card = plainCard('a & b', [
      { type: 'text', text: '<!channel>' },
      { type: 'actions', actions: [action('依据')] },
    ]);
    expect(one(card).text).toBe('【a &amp; b】\n&lt;!channel&gt;\n回复 1 依据');
    const long = one(plainCard('标题', [{ type: 'text', text: '&'.repeat(500) + '信'.repeat(1_500) }]));
    expect(Buffer.byteLength(long.text)).toBeLessThanOrEqual(maxTextBytes);
    expect(Buffer.byteLength(long.text)).toBeGreaterThan(maxTextBytes - 10);
    expect(long.text.endsWith('信…')).toBe(true);
    expect(maxTextBytes).toBeLessThan(4_000);
  });

  it('in the plain form is its text form and nothing else', () => {
    const card = plainCard('a & b', [
      { type: 'text', text: '<x>' },
      { type: 'actions', actions: [action('依据')] },
    ]);
    const message = one(card, true);
    expect(message).toEqual({ text: '【a &amp; b】\n&lt;x&gt;\n回复 1 依据', blocks: null });
    expect(seen(message).text).toBe(cardText(card, 'zh'));
  });

  it('with nothing on it is still a message', () => {
    for (const title of ['', ' ', '\n']) {
      const message = one(plainCard(title));
      expect(message.text.trim()).not.toBe('');
      expect(checkBlocks(message.blocks ?? [])).toBeNull();
    }
  });
});

describe('limits', () => {
  it.each([
    [150, ['header']],
    [151, ['section']],
    [3_000, ['section']],
    [3_001, ['section', 'section']],
  ])('a title of %d characters', (length, types) => {
    const message = one(plainCard('题'.repeat(length)));
    expect(typesOf(message)).toEqual(types);
    expect(checkBlocks(message.blocks)).toBeNull();
  });

  it('a title of several lines is no header, which has but one', () => {
    expect(typesOf(one(plainCard('一\n二')))).toEqual(['section']);
  });

  it('characters that Slack keeps escaped count as what they become', () => {
    const message = one(plainCard('题', [{ type: 'text', text: '&'.repeat(601) }]));
    expect(checkBlocks(message.blocks)).toBeNull();
    expect(typesOf(message)).toEqual(['header', 'section', 'section']);
  });

  it.each([10, 11, 25])('%d fields', (count) => {
    const fields = Array.from({ length: count }, (_, at) => ({ label: `名${at}`, value: '值' }));
    const message = one(plainCard('题', [{ type: 'fields', fields }]));
    expect(checkBlocks(message.blocks)).toBeNull();
    expect(typesOf(message)).toEqual(['header', ...Array(Math.ceil(count / 10)).fill('section')]);
    expect(seen(message).text.split('\n').slice(1)).toEqual(
      fields.map(({ label, value }) => `${label}：${value}`),
    );
  });

  it('a field too long for its place stands alone, in its place', () => {
    const fields = [
      { label: '一', value: '1' },
      { label: '二', value: '长'.repeat(2_000) },
      { label: '三', value: '3' },
    ];
    const message = one(plainCard('题', [{ type: 'fields', fields }]));
    expect(checkBlocks(message.blocks)).toBeNull();
    expect(seen(message).text).toBe(
      ['题', ...fields.map(({ label, value }) => `${label}：${value}`)].join('\n'),
    );
  });

  it.each([25, 26, 60])('%d buttons, each with a name of its own', (count) => {
    const actions = Array.from({ length: count }, (_, at) => action(`第${at + 1}家`, `token-${at}`));
    const message = one(plainCard('题', [{ type: 'actions', actions }]));
    expect(checkBlocks(message.blocks)).toBeNull();
    expect(seen(message).buttons).toEqual(actions.map(({ label, token }) => ({ label, data: token })));
    expect(typesOf(message)).toEqual(['header', ...Array(Math.ceil(count / 25)).fill('actions')]);
  });

  it('a label too long for a button stands above it under the number that can be replied', () => {
    const long = '潍坊齐蓝广告有限责任公司（山东省潍坊市临朐县，代码尾号 8606）'.repeat(3);
    const card = plainCard('请选择', [
      { type: 'actions', actions: [action('短', 't1')] },
      { type: 'actions', actions: [action('也短', 't2'), action(long, 't3')] },
    ]);
    const message = one(card);
    expect(checkBlocks(message.blocks)).toBeNull();
    const { text, buttons } = seen(message);
    expect(text).toBe(`请选择\n3. ${long}`);
    expect(buttons.map(({ data }) => data)).toEqual(['t1', 't2', 't3']);
    expect(buttons[2]?.label).toMatch(/^3\. 潍坊齐蓝.*…$/);
    expect(buttons[2]?.label.length).toBeLessThanOrEqual(75);
    expect(cardText(card, 'zh')).toContain(`回复 3 ${long}`);
  });

  it('a button without a label bears its number', () => {
    const message = one(plainCard('题', [{ type: 'actions', actions: [action(' ', 't')] }]));
    expect(checkBlocks(message.blocks)).toBeNull();
    expect(seen(message).buttons).toEqual([{ label: '1.', data: 't' }]);
  });

  it('more than fifty blocks are several messages, in order', () => {
    const children = Array.from({ length: 120 }, (_, at) => ({ type: 'note' as const, text: `第 ${at} 条` }));
    const messages = render(plainCard('题', children), 'zh');
    expect(messages.length).toBe(3);
    for (const { blocks } of messages) expect(checkBlocks(blocks)).toBeNull();
    expect(messages.map((message) => seen(message).text).join('\n')).toBe(
      ['题', ...children.map(({ text }) => text)].join('\n'),
    );
    expect(new Set(messages.map(({ text }) => text)).size).toBe(3);
  });

  it('blocks that together are too long are several messages', () => {
    const children = Array.from({ length: 12 }, () => ({ type: 'text' as const, text: '长'.repeat(2_900) }));
    const messages = render(plainCard('题', children), 'zh');
    expect(messages.length).toBeGreaterThan(3);
    for (const { blocks, text } of messages) {
      expect(checkBlocks(blocks)).toBeNull();
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxTextBytes);
    }
    const buttons = Array.from({ length: 25 }, (_, at) => action(`选${at}`, `${at}`.padEnd(1_500, 'x')));
    for (const { blocks } of render(plainCard('题', [{ type: 'actions', actions: buttons }]), 'zh')) {
      expect(checkBlocks(blocks)).toBeNull();
    }
  });

  it('the last buttons and what stands below them are not parted', () => {
    for (const length of [46, 47, 48, 49, 50]) {
      const notes = Array.from({ length }, () => ({ type: 'note' as const, text: '条' }));
      const actions = [action('依据')];
      const messages = render(plainCard('题', [...notes, { type: 'actions', actions }], '来源'), 'zh');
      expect(
        messages
          .at(-1)
          ?.blocks?.slice(-2)
          .map(({ type }) => type),
      ).toEqual(['actions', 'context']);
      for (const { blocks } of messages) expect(checkBlocks(blocks)).toBeNull();
    }
  });

  it('plain text too long for one message is several, cut after lines', () => {
    const lines = Array.from({ length: 400 }, (_, at) => `第 ${at} 行 & 更多`);
    const messages = render(plainCard('题', [{ type: 'text', text: lines.join('\n') }]), 'zh', true);
    expect(messages.length).toBeGreaterThan(2);
    for (const { text } of messages) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxTextBytes);
    expect(messages.map((message) => seen(message).text).join('\n')).toBe(['【题】', ...lines].join('\n'));
  });
});
