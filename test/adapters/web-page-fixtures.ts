import type { Card } from '../../src/chat/card.ts';

export const creditCard: Card = {
  title: '诚信海洋科技（青岛）有限公司',
  tone: 'serious',
  children: [
    {
      type: 'fields',
      fields: [
        { label: '统一社会信用代码', value: '91370200264574251E' },
        { label: '信用等级', value: '严重失信', tone: 'serious' },
        { label: '登记地区', value: '山东省青岛市崂山区' },
      ],
    },
    {
      type: 'list',
      ordered: true,
      items: ['列入严重失信主体名单，依据条款二（二）2', '责令停产停业一次，2026-03-18'],
    },
    {
      type: 'table',
      columns: ['决定文书号', '处罚类别', '决定机关', '决定日期', '公示截止'],
      rows: [
        ['鲁青市监处罚〔2026〕118号', '责令停产停业', '青岛市市场监督管理局', '2026-03-18', '2029-03-18'],
        ['鲁青应急罚〔2025〕27号', '罚款 50000 元', '青岛市应急管理局', '2025-11-02', '2026-11-02'],
      ],
    },
    { type: 'divider' },
    {
      type: 'actions',
      actions: [
        { label: '查看依据', token: 'why-token', style: 'primary' },
        { label: '取消', token: 'cancel-token' },
      ],
    },
    { type: 'note', text: '示例数据，均为虚构。' },
  ],
  source: '截至 2026-11-24 的归集数据；规则 shandong-2020',
};

export const toneCards: Card[] = (['good', 'notice', 'warning', 'neutral', 'error'] as const).map(
  (tone, index) => ({
    title: ['诚信守法', '轻微失信', '一般失信', '您可以这样说', '请求有误'][index] ?? '',
    tone,
    children: [
      { type: 'text', text: '第一行\n第二行' },
      { type: 'fields', fields: [{ label: '等级', value: '示例', tone }] },
      { type: 'actions', actions: [{ label: '删除', token: `delete-${tone}`, style: 'danger' }] },
    ],
    source: null,
  }),
);

export const attack = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>&lt;b&gt;';
export const attackCard: Card = {
  title: attack,
  tone: 'neutral',
  children: [
    { type: 'text', text: attack },
    { type: 'fields', fields: [{ label: attack, value: attack }] },
    { type: 'list', ordered: false, items: [attack] },
    { type: 'table', columns: [attack], rows: [[attack]] },
    { type: 'note', text: attack },
    { type: 'actions', actions: [{ label: attack, token: 'attack' }] },
  ],
  source: attack,
};

export interface Contrast {
  ratio: number;
  text: string;
}

/**
 * Runs in the page: the lowest ratio of text to its background (WCAG 2.2), and where. A string, since the
 * project is compiled without the types of browsers.
 */
export const lowestContrast = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backOf = (element) => {
    const back = getComputedStyle(element).backgroundColor;
    return (channels(back)[3] ?? 1) > 0 || !element.parentElement ? back : backOf(element.parentElement);
  };
  let lowest = { ratio: 21, text: '' };
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = own.map((node) => node.textContent.trim()).join('');
    if (text === '' || !element.checkVisibility()) continue;
    const [a, b] = [getComputedStyle(element).color, backOf(element)].map(luminance).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < lowest.ratio) lowest = { ratio, text };
  }
  return lowest;
})()`;

/** Runs in the page: by how many pixels the page and the log are wider, and the page is higher, than they may be. */
export const overflow = `[
  document.documentElement.scrollWidth - innerWidth,
  document.documentElement.scrollHeight - innerHeight,
  document.getElementById('log').scrollWidth - document.getElementById('log').clientWidth,
]`;
