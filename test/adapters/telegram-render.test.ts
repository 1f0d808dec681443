import { describe, expect, test } from 'vitest';
import { renderCard, type TelegramMessage } from '../../adapters/telegram/render.ts';
import type { BoundAction, Card, CardChild } from '../../src/chat/card.ts';
import { cardText } from '../../src/chat/card-text.ts';

function card(title: string, children: CardChild<BoundAction>[] = [], source: string | null = null): Card {
  return { title, tone: 'neutral', children, source };
}

function only(messages: readonly TelegramMessage[]): TelegramMessage {
  const [message] = messages;
  if (!message || messages.length !== 1) throw new Error(`${messages.length} messages`);
  return message;
}

/** The parts of a text that are set apart, as people see them. */
function styled({ text, entities }: TelegramMessage, type: string): string[] {
  return entities
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => text.slice(offset, offset + length));
}

describe('a card', () => {
  test('reads well on a telephone', () => {
    const message = only(
      renderCard(
        card(
          '示例企业',
          [
            {
              type: 'fields',
              fields: [
                { label: '信用等级', value: '诚信守法' },
                { label: '代码', value: '9137' },
              ],
            },
            { type: 'text', text: '主要依据' },
            { type: 'list', ordered: false, items: ['没有失信记录', '有许可'] },
            { type: 'list', ordered: true, items: ['甲', '乙'] },
            { type: 'table', columns: ['说法', '作用'], rows: [['帮助', '列出功能']] },
            { type: 'image', url: 'https://example.org/a.png', alt: '走势图' },
            { type: 'divider' },
            { type: 'note', text: '示例数据' },
            { type: 'actions', actions: [{ label: '查看依据', token: 'a' }] },
          ],
          '截至 2026-11-24',
        ),
        'zh',
      ),
    );
    expect(message.text).toBe(
      [
        '示例企业',
        '信用等级：诚信守法',
        '代码：9137',
        '',
        '主要依据',
        '· 没有失信记录',
        '· 有许可',
        '',
        '1. 甲',
        '2. 乙',
        '',
        '说法 | 作用',
        '帮助 | 列出功能',
        '',
        '[走势图]',
        '',
        '———',
        '',
        '示例数据',
        '截至 2026-11-24',
      ].join('\n'),
    );
    expect(styled(message, 'bold')).toEqual(['示例企业', '说法 | 作用']);
    expect(styled(message, 'italic')).toEqual(['示例数据', '截至 2026-11-24']);
    expect(message.keyboard).toEqual([[{ text: '1 查看依据', callback_data: 'a' }]]);
  });

  test('speaks English with English signs', () => {
    const { text } = only(
      renderCard(card('T', [{ type: 'fields', fields: [{ label: 'code', value: '9' }] }]), 'en'),
    );
    expect(text).toBe('T\ncode: 9');
  });

  test('writes a table that is too wide one cell a line', () => {
    const long = '《差异化监管流程再造实施方案》二（一）二，实施方案，第三章第二十一条';
    const { text, entities } = only(
      renderCard(
        card('表', [
          {
            type: 'table',
            columns: ['条款', '日期'],
            rows: [
              [long, '甲'],
              [long, '乙', '丙'],
            ],
          },
        ]),
        'zh',
      ),
    );
    expect(text).toBe(`表\n条款：${long}\n日期：甲\n\n条款：${long}\n日期：乙\n丙`);
    expect(entities).toHaveLength(1);
  });

  test('that says nothing is still a message', () => {
    for (const title of ['', ' \n ', '\u200B', '\u202E', '\u0000']) {
      expect(only(renderCard(card(title), 'zh')).text).toBe('—');
    }
  });
});

describe('actions', () => {
  const labels = (list: string[]): CardChild<BoundAction> => ({
    type: 'actions',
    actions: list.map((label, index) => ({ label, token: `token-${index + 1}` })),
  });
  const rows = (list: string[]): string[][] =>
    only(renderCard(card('选', [labels(list)]), 'zh')).keyboard.map((row) => row.map(({ text }) => text));

  test('short ones share a row, longer ones have their own, each with its number', () => {
    expect(rows(['是', '否'])).toEqual([['1 是', '2 否']]);
    expect(rows(['甲', '乙', '丙', '丁'])).toEqual([['1 甲', '2 乙', '3 丙'], ['4 丁']]);
    expect(rows(['查看本企业信用', '查看依据'])).toEqual([['1 查看本企业信用'], ['2 查看依据']]);
    expect(only(renderCard(card('选', [labels(['是', '否'])]), 'zh')).text).toBe('选');
  });

  test('of two groups are numbered on and do not share a row', () => {
    const { keyboard } = only(renderCard(card('选', [labels(['是']), labels(['否'])]), 'zh'));
    expect(keyboard.map((row) => row.map(({ text }) => text))).toEqual([['1 是'], ['2 否']]);
  });

  test('that a button cannot show whole can be read in the text', () => {
    const long = '潍坊齐蓝广告有限责任公司（山东省潍坊市临朐县，代码尾号 8606）';
    const { text, keyboard } = only(renderCard(card('请选择', [labels([long, '都不是'])]), 'zh'));
    expect(text).toBe(`请选择\n回复 1 ${long}\n回复 2 都不是`);
    expect(keyboard.flat().map((button) => button.text)).toEqual([`1 ${long}`, '2 都不是']);
  });

  test('a label nobody could read on a button is cut between characters', () => {
    const { keyboard, text } = only(renderCard(card('选', [labels(['👩🏽‍🚒'.repeat(60)])]), 'zh'));
    const label = keyboard[0]?.[0]?.text ?? '';
    expect(label).toMatch(/^1 (?:👩🏽‍🚒)+…$/u);
    expect(label.length).toBeLessThanOrEqual(121);
    expect(text).toContain('👩🏽‍🚒'.repeat(60));
  });

  test('101 of them, or a token that does not fit, are numbered text', () => {
    const many = labels(Array.from({ length: 101 }, (_, index) => `选项${index}`));
    const message = only(renderCard(card('选', [many]), 'zh'));
    expect(message.keyboard).toEqual([]);
    expect(message.text).toContain('回复 101 选项100');
    for (const token of ['', 'x'.repeat(65), '海'.repeat(22)]) {
      const sent = only(
        renderCard(card('选', [{ type: 'actions', actions: [{ label: '一', token }] }]), 'zh'),
      );
      expect([sent.keyboard, sent.text]).toEqual([[], '选\n回复 1 一']);
    }
  });

  test('hang under the last message', () => {
    const messages = renderCard(
      card('选', [{ type: 'text', text: '长'.repeat(9_000) }, labels(['是'])]),
      'zh',
    );
    expect(messages.map(({ keyboard }) => keyboard.length)).toEqual([0, 0, 1]);
  });

  test('are numbered text in the plain form, and nothing is set apart', () => {
    const shownCard = card('标题 <b>', [labels(['是', '否']), { type: 'note', text: '_注_' }]);
    expect(renderCard(shownCard, 'zh', true)).toEqual([
      { text: cardText(shownCard, 'zh'), entities: [], keyboard: [] },
    ]);
  });
});
