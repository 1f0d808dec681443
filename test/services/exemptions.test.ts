import { describe, expect, it } from 'vitest';
import { exemptionWorld } from './exemption-world.ts';

const { database, people, say, mine, p2p, pharmacy, grocer, penalise, talk, toSuggestion, allGood, guide } =
  exemptionWorld();

describe('the questions', () => {
  it('are not even asked beyond the red line', async () => {
    const told = await say('zhao', `免罚判断 ${p2p} 标签漏标净含量`);
    expect(told).toContain('红线领域（P2P网贷），不适用');
    expect(told).toContain('二（四）五');
    expect(told).not.toContain('回复 1');
  });

  it('end in a key special area by the day of the act, which may have been before the licence', async () => {
    await say('zhao', `免罚判断 ${pharmacy} 标签漏标净含量`);
    expect(await say('zhao', '2026-07-01')).toMatch(/重点特殊领域：药品.*不适用（本系统默认/s);
    await say('zhao', `免罚判断 ${pharmacy} 标签漏标净含量`);
    expect(await say('zhao', '2026-06-30')).toContain('是清单上的哪一项');
  });

  it('are asked one by one, and lead to the suggestion with its clauses', async () => {
    expect(await say('zhao', `免罚判断 ${mine} 标签漏标净含量`)).toContain('违法行为发生在哪一天');
    expect(await say('zhao', '八月一日')).toContain('没有看懂「八月一日」');
    expect(await say('zhao', '2026-08-04')).toContain('日期有误');
    await talk('zhao', `免罚判断 ${mine} 标签漏标净含量`);
    expect(await say('zhao', '2026年8月1日')).toMatch(
      /回复 1 〔轻微免罚〕预包装商品的标签漏标净含量.*不在清单上/s,
    );
    expect(await say('zhao', '1')).toMatch(/是否首次.*未见同类处罚和指导记录，建议答「是」/s);
    expect(await say('zhao', '也许')).toContain('请回复：是、否、不清楚');
    expect(await say('zhao', '1')).toMatch(/是否符合清单所列的全部条件.*不是官方清单/s);
    expect(await say('zhao', '是')).toContain('是否主观故意');
    expect(await say('zhao', '2')).toContain('是否造成危害后果');
    expect(await say('zhao', '没有')).toContain('能否按期改正（默认15日内）');
    const told = await say('zhao', '能');
    expect(told).toContain('建议：指导改正，一般不予行政处罚');
    expect(told).toContain('行为在包容期内（2025-08-01至2026-08-01）');
    expect(told).toContain('以行政指导为重点（《差异化监管流程再造实施方案》二（四）二）');
    expect(told).toContain('由执法人员依法决定');
    expect(told).toContain('指导改正（最迟2026-08-18改正）');
  });

  it('go by the day of the act: one after the period rests on the law alone', async () => {
    const told = await talk(
      'zhao',
      `免罚判断 ${mine} 标签漏标净含量`,
      '2026-08-02',
      '不在清单上',
      '是',
      '是',
      '否',
      '否',
      '是',
    );
    expect(told).toContain('行为不在包容期内');
    expect(told).toContain('不予行政处罚（《行政处罚法》第三十三条第一款第一句）');
    expect(told).not.toContain('以行政指导为重点');
  });

  it('are understood from a sentence about the enterprise last shown', async () => {
    await say('zhao', `查询 ${mine}`);
    const told = await say('zhao', '包容期内，标签漏标净含量，第一次');
    expect(told).toContain('青岛示例智造有限公司');
    expect(told).toContain('违法行为：标签漏标净含量\n');
  });

  it('ask for the act where it was not said', async () => {
    expect(await say('zhao', `免罚判断 ${mine}`)).toContain('请用一句话写明违法行为');
    expect(await say('zhao', '标签漏标净含量')).toContain('违法行为发生在哪一天');
  });

  it('can be left at any time, and are in the table until then', async () => {
    await talk('zhao', ...toSuggestion('是'));
    const [row] = await database().sql<{ dialog: { step: string; version: number } }[]>`
      select dialog from conversation where user_id = 'zhao'`;
    expect(row?.dialog).toMatchObject({ kind: 'exemption', step: 'conditions', version: 1 });
    await say('zhao', '取消');
    expect(await say('zhao', '是')).not.toContain('是否主观故意');
    expect(await database().sql`select 1 from exemption`).toHaveLength(0);
  });

  it('of an older version of the program are over, and that is said', async () => {
    await talk('zhao', ...toSuggestion('是'));
    await database()
      .sql`update conversation set dialog = jsonb_set(dialog, '{version}', '0') where user_id = 'zhao'`;
    expect(await say('zhao', '符合')).toContain('重新');
  });

  it('are for officials and inspectors of the region', async () => {
    expect(await say('sun', `免罚判断 ${mine} 标签漏标净含量`)).toContain('不在您的管辖范围内');
    expect(await say('rep', `免罚判断 ${mine} 标签漏标净含量`)).toContain('不能使用此功能');
    expect(await say('nobody', `免罚判断 ${mine} 标签漏标净含量`)).toContain('无权');
    const log = await database().sql`
      select result from audit_log where action = 'exemption.begin' and actor = 'rep'`;
    expect(log).toEqual([{ result: 'denied' }]);
  });

  it('offer lists of other departments to nobody', async () => {
    await say('qian', `免罚判断 ${grocer} 销售过期食品`);
    const told = await say('qian', '2026-08-01');
    expect(told).not.toContain('超过保质期');
    await say('zhao', `免罚判断 ${grocer} 销售过期食品`);
    expect(await say('zhao', '2026-08-01')).toContain('经营超过保质期的食品');
  });
});

describe('首次', () => {
  it('is checked in the records, which are shown', async () => {
    await penalise(mine, { number: '示例罚〔2025〕9号', type: '漏标净含量', on: '2025-03-01' });
    await penalise(mine, { number: '示例罚〔2025〕10号', type: '未按规定贮存固体废物', on: '2025-03-01' });
    const told = await talk('zhao', ...toSuggestion());
    expect(told).toContain('行政处罚 示例罚〔2025〕9号，2025-03-01决定：漏标净含量');
    expect(told).toContain('建议答「否」');
    expect(told).toContain('另有其他违法行为的处罚1条');
    expect(told).not.toContain('示例罚〔2025〕10号');
  });

  it('counts what the officer may not read, without showing it', async () => {
    await penalise(mine, {
      number: '示例罚〔2024〕77号',
      type: '漏标净含量',
      on: '2024-09-01',
      authority: '示例市计量局',
    });
    const told = await talk('qian', ...toSuggestion());
    expect(told).toContain('另有其他部门的同类记录1条');
    expect(told).not.toContain('77号');
  });

  it('answered against the records takes a reason, which is kept', async () => {
    await penalise(mine, { number: '示例罚〔2025〕9号', type: '漏标净含量', on: '2025-03-01' });
    expect(await talk('zhao', ...toSuggestion(...allGood), '1')).toContain('请写明理由');
    expect(await say('zhao', '短')).toContain('请写明理由');
    expect(await say('zhao', '该处罚系同名企业，已核实不是本企业')).toContain('已记录');
    const [row] = await database().sql`select decision, reason from exemption`;
    expect(row).toEqual({ decision: 'guided', reason: '该处罚系同名企业，已核实不是本企业' });
  });

  it('is no more after guidance for the same item, for 24 months', async () => {
    await guide();
    const again = [`免罚判断 ${mine} 包装上漏标净含量`, '2026-08-03', '1'];
    expect(await talk('zhao', ...again)).toMatch(/指导改正第\d+号，2026-08-01的行为：标签漏标净含量/);
    const told = await talk('zhao', '否', '是', '否', '否', '是', '否');
    expect(told).toContain('建议：按一般程序处理');
    expect(told).toContain('一般程序中仍应依《行政处罚法》第三十三条第一款第一句不予行政处罚');
    people.clock.at = new Date('2028-08-02T02:00:00Z');
    expect(await talk('zhao', again[0] ?? '', '2028-08-01', '1')).toContain('建议答「否」');
    expect(await talk('zhao', again[0] ?? '', '2028-08-02', '1')).toContain('建议答「是」');
  });
});
