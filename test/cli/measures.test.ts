import { beforeAll, describe, expect, it } from 'vitest';
import type { CliContext } from '../../src/cli/context.ts';
import { runMeasures } from '../../src/cli/measures.ts';
import { readConfig } from '../../src/config.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises } from '../support/people.ts';

const database = withDatabase();
const uscc = codeOf(1);

beforeAll(async () => {
  await addEnterprises(database(), [[uscc, '青岛示例一公司']]);
  await database().sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details,
      sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'list', md5('a')::uuid, '示例', '示例1号', '示例单位', '2026-05-31', 'inForce',
      '{"list": "abnormalOperation", "ground": "示例"}', '{}', '{}', md5('x')::uuid, 1, now(), 7, 0)`;
});

/** What the subcommand wrote to stdout. */
async function run(options: Parameters<typeof runMeasures>[2]) {
  const lines: string[] = [];
  const documents: unknown[] = [];
  const context: CliContext = {
    config: readConfig({}),
    clock: { now: () => new Date('2026-11-24T04:00:00Z') },
    output: {
      locale: 'zh',
      line: (text) => lines.push(text),
      json: (value) => documents.push(value),
      hint: (text) => lines.push(text),
    },
    withDatabase: (work) => work(database()),
  };
  const code = await runMeasures(context, uscc.toLowerCase(), options);
  return { code, lines, documents };
}

describe('chengxin measures', () => {
  it('prints one measure a line, scene first, defaults marked', async () => {
    const { code, lines } = await run({});
    expect(code).toBe(0);
    expect(lines[0]).toBe(`${uscc}  青岛示例一公司  一般失信  2026-11-24`);
    expect(lines).toContain(
      '抽查检查  可以：每年进行一次随机性联合检查（《差异化监管流程再造实施方案》二（二）二）',
    );
    expect(lines.some((line) => line.startsWith('评估验收') && line.includes('本系统默认值'))).toBe(true);
  });

  it('tells class, lists, green light and measures as JSON, of one scene', async () => {
    const { documents } = await run({ json: true, scene: '信用+市场退出' });
    expect(documents).toEqual([
      expect.objectContaining({
        uscc,
        creditClass: 'GENERAL_DISCREDIT',
        lists: ['abnormalOperation'],
        areas: [],
        flags: [],
        day: '2026-11-24',
        greenLight: ['discredit'],
        measures: [
          expect.objectContaining({ id: 'exit.noSimple', obligation: 'mayNot', origin: 'norm' }),
          expect.objectContaining({ id: 'exit.history', obligation: 'must', origin: 'plan' }),
        ],
      }),
    ]);
  });

  it('looks at a day', async () => {
    const { documents } = await run({ json: true, asOf: '2026-05-30' });
    expect(documents).toEqual([expect.objectContaining({ creditClass: 'TRUSTWORTHY', greenLight: 'basic' })]);
  });

  it('refuses a scene there is not', async () => {
    await expect(run({ scene: '天气' })).rejects.toMatchObject({ code: 'measure.scene' });
  });
});
