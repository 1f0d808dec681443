import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommands, dialogs } from '../../commands/index.ts';
import type { BoundAction } from '../../src/chat/card.ts';
import { actionsOf, cardText } from '../../src/chat/card-text.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { type Answer, createRouter } from '../../src/chat/router.ts';
import { importFile } from '../../src/imports/import-file.ts';
import { sampleUscc } from '../../src/sample/codes.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { ensurePersonas } from '../../src/services/personas.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import type { Database } from '../../src/store/database.ts';
import { testKeys } from './keys.ts';

/** What a person sees of an answer. */
export interface Heard extends Answer {
  text: string;
  actions: BoundAction[];
}

export interface Talk {
  chatId: string;
  say(text: string): Promise<Heard>;
  press(token: string | undefined): Promise<Heard>;
}

/** Header and rows of a CSV file as a department sends it. */
export type Sheet = readonly (readonly string[])[];

/** The code of a synthetic enterprise in Qingdao: passes both checks and can be nobody's. */
export function codeOf(index: number): string {
  return sampleUscc(index, '91', '370200');
}

/** The same code with its last character changed: passes no check. */
export function withWrongEnd(code: string): string {
  return code.slice(0, 17) + (code.endsWith('0') ? '1' : '0');
}

export function enterprises(rows: readonly (readonly [name: string, code: string, more?: string])[]): Sheet {
  return [
    ['名称', '统一社会信用代码', '行政区划代码', '成立日期', '登记状态', '曾用名', '示例数据'],
    ...rows.map(([name, code, former = '']) => [name, code, '370200', '2015-03-01', '存续', former, '是']),
  ];
}

export interface PenaltyRow {
  code: string;
  number: string;
  kinds: string;
  /** Units of 10 000 yuan, as in the official file. */
  fine?: string;
  decidedOn?: string;
}

export function penalties(rows: readonly PenaltyRow[]): Sheet {
  return [
    [
      '行政相对人名称',
      '行政相对人类别',
      '行政相对人代码_1(统一社会信用代码)',
      '行政处罚决定书文号',
      '违法行为类型',
      '处罚类别',
      '处罚内容',
      '罚款金额(万元)',
      '处罚决定日期',
      '处罚机关',
    ],
    ...rows.map(({ code, number, kinds, fine = '', decidedOn = '2026-05-01' }) => [
      '示例企业',
      '法人及非法人组织',
      code,
      number,
      '示例违法行为',
      kinds,
      kinds,
      fine,
      decidedOn,
      '示例市市场监督管理局',
    ]),
  ];
}

export function lists(rows: readonly (readonly [code: string, list: string, number: string])[]): Sheet {
  return [
    ['名称', '统一社会信用代码', '名单类别', '列入决定书文号', '列入日期', '列入机关'],
    ...rows.map(([code, list, number]) => [
      '示例企业',
      code,
      list,
      number,
      '2026-04-01',
      '示例市市场监督管理局',
    ]),
  ];
}

export function evaluations(
  rows: readonly (readonly [code: string, grade: string, period: string])[],
): Sheet {
  return [
    ['名称', '统一社会信用代码', '公共信用综合评价等级', '评价期次', '评价日期'],
    ...rows.map(([code, grade, period]) => ['示例企业', code, grade, period, '2026-04-01']),
  ];
}

function csv(sheet: Sheet): string {
  return sheet.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
}

/** The service without a platform, at a time that a test sets, over the tables of `database`. */
export function createConversation(database: () => Database) {
  const clock = { at: new Date('2026-08-03T02:00:00Z'), now: () => clock.at };
  const failures: unknown[] = [];
  let seed = 20_260_803;
  let events = 0;
  const random = {
    bytes: (length: number) =>
      Uint8Array.from({ length }, () => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return seed >>> 24;
      }),
  };
  const policies = shippedPolicies();

  function event(user: string, chatId: string, content: ChatEvent['content']): ChatEvent {
    events += 1;
    const at = clock.now();
    return {
      platform: 'web',
      eventId: String(events),
      chatId,
      chatKind: 'private',
      userId: user,
      content,
      receivedAt: at,
    };
  }

  async function handle(happened: ChatEvent): Promise<Heard> {
    const router = createRouter({
      commands: createCommands({ database: database(), policies, keys: testKeys, random }),
      dialogs,
      turns: createTurns(database(), testKeys),
      clock,
      random,
      failed: (_reference, error) => failures.push(error),
    });
    const answer = await router(happened);
    return { ...answer, text: cardText(answer.card, answer.locale), actions: actionsOf(answer.card) };
  }

  let chats = 0;
  return {
    clock,
    /** Errors that a person was told a reference of; a test expects none. */
    failures,
    handle,
    event,
    wait(minutes: number): void {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000);
    },
    /** A new chat of this person, or the one named. */
    talk(person: string, chat?: string): Talk {
      chats += 1;
      const chatId = chat ?? `chat-${chats}`;
      return {
        chatId,
        say: (text) => handle(event(person, chatId, { type: 'text', text })),
        press: (token = '') => handle(event(person, chatId, { type: 'action', token })),
      };
    },
    /** Takes sheets in as departments send them, then makes the personas known. */
    async bring(...sheets: Sheet[]): Promise<void> {
      const folder = mkdtempSync(join(tmpdir(), 'chengxin-talk-'));
      try {
        for (const [index, sheet] of sheets.entries()) {
          const path = join(folder, `${index}.csv`);
          writeFileSync(path, csv(sheet));
          const report = await importFile({ database: database(), clock }, path, { actor: 'test' });
          if (report.quarantined > 0) throw new Error(`rows were refused: ${JSON.stringify(report)}`);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      await ensurePersonas(database());
    },
  };
}

/** Every row of the named tables as text, or of all; for what must be nowhere. */
export async function everything(
  { sql }: Database,
  except: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (except.includes(name)) continue;
    const rows = await sql<{ row: string }[]>`select to_jsonb(t)::text as row from ${sql(name)} t order by 1`;
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}
