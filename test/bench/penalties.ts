import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { orgCheckChar, usccCheckChar } from '../../src/domain/check-digits.ts';
import { csvLine } from '../../src/imports/csv-line.ts';
import { penaltyTemplate } from '../../src/imports/templates/penalty.ts';

/** The code of the n-th synthetic enterprise: a subject part that no registry issues, both checks right. */
export function benchCode(index: number): string {
  const body = `P${String(index).padStart(7, '0')}`;
  const first = `91370100${body}${orgCheckChar(body)}`;
  return `${first}${usccCheckChar(first)}`;
}

/** A file of `rows` synthetic 行政处罚 over `rows / 4` enterprises, in the current template, every column there. */
export async function writePenalties(path: string, rows: number): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(csvLine(penaltyTemplate.columns.map((column) => column.header)));
  for (let row = 0; row < rows; row += 1) {
    const index = row >> 2;
    const values: Record<string, string> = {
      name: `示例第${index}号贸易有限公司`,
      partyType: '法人及非法人组织',
      uscc: benchCode(index),
      legalRepresentative: '示例人',
      number: `（示例）市监处罚〔2026〕第${row}号`,
      violationType: '未按规定明码标价',
      facts: '当事人在经营场所销售的商品未标明价格，经责令改正后已改正，情节轻微，未造成危害后果。',
      basis: '《中华人民共和国价格法》第四十二条，《价格违法行为行政处罚规定》第十三条。',
      penaltyKinds: '警告、罚款',
      content: '给予警告，并处罚款人民币五千元。',
      fine: '0.5',
      decidedOn: '2026-03-15',
      publicityUntil: '2027-03-15',
      authority: '示例市市场监督管理局',
      authorityCode: '113701000000000000',
      source: '示例市市场监督管理局',
      sourceCode: '113701000000000000',
      remark: '示例数据',
    };
    const cells = penaltyTemplate.columns.map((column) => values[column.field] ?? '');
    if (!stream.write(csvLine(cells))) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
