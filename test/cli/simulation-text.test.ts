import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/chat/event.ts';
import { printSimulation } from '../../src/cli/simulation-text.ts';
import type { SimulationResult } from '../../src/domain/simulation.ts';

const row = (trustworthy: number, minor: number, general: number, serious: number) => ({
  TRUSTWORTHY: trustworthy,
  MINOR_DISCREDIT: minor,
  GENERAL_DISCREDIT: general,
  SERIOUS_DISCREDIT: serious,
});
const matrix = {
  TRUSTWORTHY: row(1_234_000, 0, 0, 0),
  MINOR_DISCREDIT: row(0, 500, 30, 0),
  GENERAL_DISCREDIT: row(0, 2, 70, 0),
  SERIOUS_DISCREDIT: row(0, 0, 0, 8),
};
const nothing = { changed: 0, better: 0, worse: 0 };
const cited = {
  minor: {
    rule: 'class.minor.record',
    clause: '方案二（四）三',
    title: { zh: '有轻微失信行为记录的，为轻微失信', en: 'Has a minor record - minor discredit' },
  },
  repeated: {
    rule: 'class.general.repeatedMinor',
    clause: '方案二（四）三',
    title: { zh: '2条以上的，为一般失信', en: 'Two or more - general discredit' },
  },
  list: {
    rule: 'class.general.list',
    clause: '方案二（五）',
    title: { zh: '被列入经营异常名录的，为一般失信', en: 'In the list of abnormal operations - general' },
  },
};
const result: SimulationResult = {
  asOf: '2026-11-24',
  currentPolicy: [
    { id: 'shandong-1', title: { zh: '分级规则（第一版）', en: 'Classification, first version' } },
  ],
  draftPolicy: [
    { id: 'shandong-2', title: { zh: '分级规则（第二版）', en: 'Classification, second version' } },
    { id: 'shandong-2+food', title: { zh: '分级规则（第二版），食品', en: 'Second version; food' } },
  ],
  total: 1_234_610,
  changed: 32,
  better: 2,
  worse: 30,
  matrix,
  provisional: { before: 1_200, after: 1_198 },
  regions: [
    { code: '370100', name: '济南市', total: 1_000_000, changed: 25, better: 0, worse: 25, matrix },
    { code: '370200', name: '青岛市', total: 200_000, ...nothing, matrix },
    { code: '370300', name: '淄博市', total: 34_000, ...nothing, matrix },
    { code: null, name: null, total: 610, changed: 7, better: 2, worse: 5, matrix },
  ],
  industries: [
    { section: 'C', total: 900_000, changed: 30, better: 0, worse: 30 },
    { section: 'H', total: 300_000, ...nothing },
    { section: 'I', total: 34_000, changed: 1, better: 1, worse: 0 },
    { section: null, total: 610, changed: 1, better: 1, worse: 0 },
  ],
  samples: [
    {
      uscc: '示例000000000000001',
      name: '示例食品有限公司',
      from: 'GENERAL_DISCREDIT',
      to: 'MINOR_DISCREDIT',
      before: [cited.list, cited.repeated],
      after: [cited.minor],
    },
    {
      uscc: '示例000000000000002',
      name: '示例\u001B[31m\u202E百货\n有限公司',
      from: 'MINOR_DISCREDIT',
      to: 'GENERAL_DISCREDIT',
      before: [cited.minor],
      after: [cited.repeated],
    },
  ],
};

function printed(locale: Locale, more: Partial<SimulationResult> = {}): string[] {
  const lines: string[] = [];
  printSimulation({ locale, line: (text) => void lines.push(text) }, { ...result, ...more });
  return lines;
}

/** The lines after a heading, to the next blank one. */
function under(lines: readonly string[], heading: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(heading));
  const end = lines.indexOf('', start);
  return lines.slice(start + 1, end === -1 ? lines.length : end);
}

/** As terminals show it: every character here that is not ASCII takes two columns. */
const columns = (text: string): number =>
  [...text].reduce((width, character) => width + (character > '\x7F' ? 2 : 1), 0);

describe('the printed simulation', () => {
  it('says in Chinese what would change', () => {
    expect(printed('zh')).toMatchInlineSnapshot(`
      [
        "规则草案模拟（截至 2026-11-24）",
        "现行规则：分级规则（第一版）（shandong-1）",
        "规则草案：分级规则（第二版）（shandong-2）；分级规则（第二版），食品（shandong-2+food）",
        "企业总数：1,234,610",
        "等级变化：32（<0.01%），其中变好 2，变差 30；不变 1,234,578",
        "等级为暂定：现行 1,200，草案 1,198",
        "",
        "信用等级对照（行：现行规则；列：规则草案）",
        "现行＼草案   诚信守法  轻微失信  一般失信  严重失信       合计",
        "诚信守法    1,234,000         0         0         0  1,234,000",
        "轻微失信            0       500        30         0        530",
        "一般失信            0         2        70         0         72",
        "严重失信            0         0         0         8          8",
        "合计        1,234,000       502       100         8  1,234,610",
        "",
        "按地市（只列有变化的）",
        "地市         企业数  变化  变好  变差",
        "济南市    1,000,000    25     0    25",
        "地市不明        610     7     2     5",
        "没有变化的地市：2 个",
        "",
        "按行业门类（只列有变化的）",
        "行业门类                           企业数  变化  变好  变差",
        "C 制造业                          900,000    30     0    30",
        "I 信息传输、软件和信息技术服务业   34,000     1     1     0",
        "行业不明                              610     1     1     0",
        "没有变化的行业门类：1 个",
        "",
        "轻微失信 → 一般失信：共 30 家，示例 1 家",
        "  示例000000000000002  示例[31m百货 有限公司",
        "    现行：有轻微失信行为记录的，为轻微失信〔class.minor.record，方案二（四）三〕",
        "    草案：2条以上的，为一般失信〔class.general.repeatedMinor，方案二（四）三〕",
        "",
        "一般失信 → 轻微失信：共 2 家，示例 1 家",
        "  示例000000000000001  示例食品有限公司",
        "    现行：被列入经营异常名录的，为一般失信〔class.general.list，方案二（五）〕；2条以上的，为一般失信〔class.general.repeatedMinor，方案二（四）三〕",
        "    草案：有轻微失信行为记录的，为轻微失信〔class.minor.record，方案二（四）三〕",
      ]
    `);
  });

  it('says in English what would change', () => {
    expect(printed('en')).toMatchInlineSnapshot(`
      [
        "Simulation of a draft policy, as of 2026-11-24",
        "Current policy: Classification, first version (shandong-1)",
        "Draft policy: Classification, second version (shandong-2); Second version; food (shandong-2+food)",
        "Enterprises: 1,234,610",
        "Class changes: 32 (<0.01%), better 2, worse 30; unchanged 1,234,578",
        "Provisional classes: current 1,200, draft 1,198",
        "",
        "Credit classes (rows: current policy; columns: draft policy)",
        "current \\ draft    Trustworthy  Minor discredit  General discredit  Serious discredit      Total",
        "Trustworthy          1,234,000                0                  0                  0  1,234,000",
        "Minor discredit              0              500                 30                  0        530",
        "General discredit            0                2                 70                  0         72",
        "Serious discredit            0                0                  0                  8          8",
        "Total                1,234,000              502                100                  8  1,234,610",
        "",
        "By city (with changes only)",
        "City            Enterprises  Changed  Better  Worse",
        "济南市            1,000,000       25       0     25",
        "city not known          610        7       2      5",
        "Cities without any change: 2",
        "",
        "By section of industry (with changes only)",
        "Section                                               Enterprises  Changed  Better  Worse",
        "C Manufacturing                                           900,000       30       0     30",
        "I Information transmission, software and IT services       34,000        1       1      0",
        "industry not known                                            610        1       1      0",
        "Sections without any change: 1",
        "",
        "Minor discredit → General discredit: 30 in all, 1 shown",
        "  示例000000000000002  示例[31m百货 有限公司",
        "    current: Has a minor record - minor discredit [class.minor.record, 方案二（四）三]",
        "    draft: Two or more - general discredit [class.general.repeatedMinor, 方案二（四）三]",
        "",
        "General discredit → Minor discredit: 2 in all, 1 shown",
        "  示例000000000000001  示例食品有限公司",
        "    current: In the list of abnormal operations - general [class.general.list, 方案二（五）]; Two or more - general discredit [class.general.repeatedMinor, 方案二（四）三]",
        "    draft: Has a minor record - minor discredit [class.minor.record, 方案二（四）三]",
      ]
    `);
  });

  it.each<[Locale, string[]]>([
    ['zh', ['信用等级对照', '按地市', '按行业门类']],
    ['en', ['Credit classes', 'By city', 'By section']],
  ])('has tables whose columns end where their headings end, in %s', (locale, headings) => {
    for (const heading of headings) {
      const rows = under(printed(locale), heading).filter((line) => /\S {2,}\S/.test(line));
      expect(rows.length).toBeGreaterThan(2);
      expect(new Set(rows.map(columns)).size, rows.join('\n')).toBe(1);
      // Words have single blanks at most within them; columns are two or more apart.
      const ends = rows.map((line) =>
        [...line.matchAll(/\S(?: ?\S)*/g)]
          .slice(1)
          .map((cell) => columns(line.slice(0, cell.index + cell[0].length))),
      );
      expect(new Set(ends.map(String)).size, rows.join('\n')).toBe(1);
    }
  });

  it('lets no control character of a name through', () => {
    expect(printed('zh').join('')).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(printed('zh')).toContain('  示例000000000000002  示例[31m百货 有限公司');
  });

  it('shows the classes only where nothing changes', () => {
    const lines = printed('zh', { ...nothing, samples: [] });
    expect(lines).toContain('等级变化：0（0.00%），其中变好 0，变差 0；不变 1,234,610');
    expect(lines).toContain('信用等级对照（行：现行规则；列：规则草案）');
    expect(lines.join('\n')).not.toMatch(/按地市|按行业|→/);
  });

  it('counts no groups without change where there are none', () => {
    const [first] = result.regions;
    const lines = printed('zh', { regions: first ? [first] : [] });
    expect(lines.join('\n')).not.toContain('没有变化的地市');
  });

  it.each([
    [1, 1_000_000, '<0.01%'],
    [999_999, 1_000_000, '>99.99%'],
    [1_000_000, 1_000_000, '100.00%'],
    [1, 3, '33.33%'],
  ])('%i changes of %i are %s', (changed, total, percent) => {
    expect(printed('en', { changed, total })).toContainEqual(expect.stringContaining(`(${percent})`));
  });

  it('says that there is no enterprise', () => {
    const lines = printed('zh', { total: 0, ...nothing, regions: [], industries: [], samples: [] });
    expect(lines.slice(3)).toEqual(['没有企业可供模拟。']);
  });
});
