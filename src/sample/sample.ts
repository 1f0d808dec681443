import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, isIsoDate } from '../domain/dates.ts';
import { CodedError } from '../domain/errors.ts';
import type { IsoDate } from '../domain/ports.ts';
import { complaintTemplate } from '../imports/templates/complaint.ts';
import {
  commitmentTemplate,
  enterpriseTemplate,
  holidayTemplate,
  industryEvaluationTemplate,
  listTemplate,
  marketEvaluationTemplate,
  publicEvaluationTemplate,
  publicityTemplate,
} from '../imports/templates/ours.ts';
import { penalty2015Template, penaltyTemplate } from '../imports/templates/penalty.ts';
import { permitTemplate } from '../imports/templates/permit.ts';
import { commonColumns, type Template } from '../imports/templates/template.ts';
import { maxEntities } from './codes.ts';
import { holidaySpans } from './holidays.ts';
import { Province } from './province.ts';
import { onDisk, Table } from './table.ts';

export interface SampleOptions {
  /** How many 市场主体: 1 … 19 493 940. */
  entities: number;
  /** Any text. The same seed, number and day give the same bytes on every machine. */
  seed: string;
  /** The folder for the files; made if need be, files of an earlier run are replaced. */
  dir: string;
  /** The day on which the province is seen. */
  asOf: IsoDate;
}

export interface SampleFile {
  path: string;
  template: string;
  rows: number;
}

/** Rows of so many entities wait in memory before they are written. */
const batchSize = 500;

/** 数据状态, which any template may carry: penalties that were withdrawn later need it. */
const penaltyWithStatus: Template = {
  ...penaltyTemplate,
  columns: [...penaltyTemplate.columns, ...commonColumns.filter((column) => column.field === 'recordStatus')],
};

/**
 * Writes a synthetic province (示例数据) as .csv files in the official templates, registrations first. Memory does
 * not grow with the number of entities.
 * @throws CodedError sample.entities, sample.day, sample.write
 */
export async function writeSample(options: SampleOptions): Promise<{ files: SampleFile[] }> {
  const { entities, seed, dir, asOf } = options;
  if (!Number.isSafeInteger(entities) || entities < 1 || entities > maxEntities) {
    throw new CodedError('sample.entities', { entities, most: maxEntities });
  }
  if (!isIsoDate(asOf)) throw new CodedError('sample.day', { day: asOf });
  const tables = await openTables(dir);
  const all = Object.values(tables);
  try {
    addHolidays(tables.holidays);
    const province = new Province(tables, seed, asOf);
    for (let index = 0; index < entities; index += 1) {
      province.add(index);
      if (index % batchSize === batchSize - 1) await Promise.all(all.map((table) => table.flush()));
    }
    await Promise.all(all.map((table) => table.flush()));
  } finally {
    await Promise.all(all.map((table) => table.close()));
  }
  return { files: all.map(({ path, template, rows }) => ({ path, template, rows })) };
}

async function openTables(dir: string) {
  await onDisk(dir, () => mkdir(dir, { recursive: true }));
  const table = (name: string, template: Template, hasBom = true) =>
    Table.create(join(dir, `${name}.csv`), template, { hasBom });
  return {
    entities: await table('01-市场主体', enterpriseTemplate),
    penalties: await table('02-行政处罚', penaltyWithStatus),
    penalties2015: await table('03-行政处罚（2015版）', penalty2015Template),
    permits: await table('04-行政许可', permitTemplate),
    public: await table('05-公共信用综合评价', publicEvaluationTemplate),
    industry: await table('06-行业信用评价', industryEvaluationTemplate),
    // Agencies' programs seldom write the mark that spreadsheet programs ask for.
    market: await table('07-市场信用评价', marketEvaluationTemplate, false),
    publicity: await table('08-十公示（其他八类）', publicityTemplate),
    lists: await table('09-名录名单', listTemplate),
    commitments: await table('10-信用承诺', commitmentTemplate, false),
    holidays: await table('11-节假日与调休', holidayTemplate),
    complaints: await table('12-投诉举报办理结果', complaintTemplate),
  };
}

function addHolidays(table: Table): void {
  for (const { name, type, from, days } of holidaySpans) {
    for (let day = 0; day < days; day += 1) {
      table.add({ day: addDays(from, day), dayType: type, holidayName: name }, '');
    }
  }
}
