import { beforeEach } from 'vitest';
import { idCheckChar } from '../../src/domain/check-digits.ts';
import { CodedError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { csvLine } from '../../src/imports/csv-line.ts';
import { type FileReport, importFile } from '../../src/imports/import-file.ts';
import { sampleUscc } from '../../src/sample/codes.ts';
import type { Database } from '../../src/store/database.ts';
import { withDatabase } from '../support/database.ts';
import { makeFolder } from './fixtures.ts';

/** Midday of 2026-05-31 in Shandong. */
export const now = new Date('2026-05-31T04:00:00Z');

export const code = (index: number): string => sampleUscc(index, '91', '370202');

/** A resident's ID number that passes every check and, by its sequence of 000, is nobody's. */
export const idNumber = ((first17) => first17 + idCheckChar(first17))('37020219900307000');

type Row = Readonly<Record<string, string>>;

/** Rows as a .csv whose header is the keys of the first. */
export function csv(...rows: readonly Row[]): string {
  const headers = Object.keys(rows[0] ?? {});
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))].map(csvLine).join('');
}

export function penalty(more: Row = {}): Row {
  return {
    行政相对人名称: '青岛示例食品有限公司',
    行政相对人类别: '法人及非法人组织',
    '行政相对人代码_1(统一社会信用代码)': code(1),
    行政处罚决定书文号: '鲁青示罚〔2026〕1号',
    违法行为类型: '超范围经营',
    违法事实: '超出许可范围经营',
    处罚类别: '罚款',
    处罚内容: '罚款人民币一千元',
    '罚款金额(万元)': '0.1',
    处罚决定日期: '2026-03-01',
    处罚机关: '青岛示例市场监管局',
    数据来源单位: '青岛示例市场监管局',
    备注: '',
    数据状态: '',
    ...more,
  };
}

export function firm(more: Row = {}): Row {
  return {
    名称: '青岛示例食品有限公司',
    统一社会信用代码: code(1),
    行政区划代码: '370202',
    行业代码: 'c1411',
    成立日期: '2015-03-01',
    登记状态: '存续',
    法定代表人: '示例甲',
    住所: '示例路1号',
    特殊领域标记: '药品、疫苗',
    曾用名: '',
    ...more,
  };
}

type Tables = Record<string, unknown[]>;

export async function tableNames(database: Database): Promise<string[]> {
  const tables = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  return tables.map(({ name }) => name);
}

/** Every row of every table. */
export async function snapshot(database: Database): Promise<Tables> {
  const tables: Tables = {};
  for (const name of await tableNames(database)) {
    const rows = await database.sql<{ row: unknown }[]>`
      select to_jsonb(t) as row from ${database.sql(name)} t order by to_jsonb(t)::text`;
    tables[name] = rows.map(({ row }) => row);
  }
  return tables;
}

export function rowsIn(tables: Tables): number {
  return Object.values(tables).reduce((sum, rows) => sum + rows.length, 0);
}

export interface Import {
  database(): Database;
  url(): string;
  file(name: string, content?: string | Uint8Array): string;
  clock: Clock;
  /** Writes the content as a file and takes it in; the bytes may be those of an earlier file only with `again`. */
  take(content: string | Uint8Array, options?: { name?: string; again?: boolean }): Promise<FileReport>;
  takeFile(path: string): Promise<FileReport>;
  /** The code of the refusal; the import must be refused. */
  refusal(path: string): Promise<string>;
}

/** An empty database before every test, with files to take into it. */
export function withImport(): Import {
  const database = withDatabase();
  const file = makeFolder();
  const clock = { now: () => now };
  let files = 0;
  beforeEach(async () => {
    const { sql } = database();
    await sql`truncate ${sql(await tableNames(database()))} restart identity cascade`;
  });
  const takeFile = (path: string, again = false): Promise<FileReport> =>
    importFile({ database: database(), clock }, path, { actor: 'test', again });
  return {
    database,
    url: database.url,
    file,
    clock,
    take(content, { name, again = false } = {}) {
      files += 1;
      return takeFile(file(name ?? `file-${files}.csv`, content), again);
    },
    takeFile,
    async refusal(path) {
      const error: unknown = await takeFile(path).catch((caught: unknown) => caught);
      if (!(error instanceof CodedError)) throw new Error('not refused with a code', { cause: error });
      return error.code;
    },
  };
}

export interface StoredRecord {
  uscc: string;
  kind: string;
  party_name: string;
  number: string;
  authority: string;
  authority_code: string | null;
  decided_on: string;
  valid_until: string | null;
  publicity_until: string | null;
  status: string;
  corrected_on: string | null;
  repaired_on: string | null;
  details: Record<string, unknown>;
  extra: Record<string, string> | null;
  sources: string[];
  version: number;
  line: number;
}

export async function records(database: Database): Promise<StoredRecord[]> {
  return database.sql<StoredRecord[]>`select * from credit_record order by line, kind`;
}
