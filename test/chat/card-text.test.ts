import { describe, expect, it } from 'vitest';
import type { CardOf } from '../../src/chat/card.ts';
import { actionsOf, cardText } from '../../src/chat/card-text.ts';

const card: CardOf<{ label: string }> = {
  title: '标题',
  tone: 'neutral',
  children: [
    { type: 'text', text: '正文' },
    { type: 'fields', fields: [{ label: '代码', value: '91' }] },
    { type: 'actions', actions: [{ label: '甲' }, { label: '乙' }] },
    { type: 'list', ordered: true, items: ['一', '二'] },
    { type: 'list', ordered: false, items: ['三'] },
    {
      type: 'table',
      columns: ['说法', '作用'],
      rows: [['帮助', '列出']],
    },
    { type: 'image', url: 'https://example.org/a.png', alt: '图' },
    { type: 'divider' },
    { type: 'actions', actions: [{ label: '丙' }] },
    { type: 'note', text: '<b>示例</b>' },
  ],
  source: '来源',
};

describe('cardText', () => {
  it('says everything a card holds, its actions numbered on over all rows of buttons', () => {
    expect(cardText(card, 'zh').split('\n')).toEqual([
      '【标题】',
      '正文',
      '代码：91',
      '1. 一',
      '2. 二',
      '· 三',
      '说法 | 作用',
      '帮助 | 列出',
      '[图]',
      '———',
      // Cards are plain text: nothing in them is taken for markup, and nothing is escaped here.
      '<b>示例</b>',
      '回复 1 甲',
      '回复 2 乙',
      '回复 3 丙',
      '来源',
    ]);
  });

  it('uses the marks of English in English', () => {
    const lines = cardText(card, 'en').split('\n');
    expect(lines[0]).toBe('[标题]');
    expect(lines).toContain('代码: 91');
    expect(lines).toContain('Reply 3: 丙');
  });

  it('leaves out a source that there is not', () => {
    expect(cardText({ ...card, children: [], source: null }, 'zh')).toBe('【标题】');
  });
});

describe('actionsOf', () => {
  it('gives the actions in the order of their numbers', () => {
    expect(actionsOf(card).map(({ label }) => label)).toEqual(['甲', '乙', '丙']);
    expect(actionsOf({ ...card, children: [] })).toEqual([]);
  });
});
