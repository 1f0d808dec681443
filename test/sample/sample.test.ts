import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectIdentifier } from '../../src/domain/uscc.ts';
import { parseDay } from '../../src/imports/cells.ts';
import { mappings } from '../../src/imports/mapping/index.ts';
import { templates } from '../../src/imports/templates/index.ts';
import { realBrands } from '../../src/sample/brands.ts';
import { placesByCity } from '../../src/sample/places.ts';
import { writeSample } from '../../src/sample/sample.ts';
import { asOf, makeProvince, type WrittenProvince } from './province.ts';

const provinces = new Map<number, WrittenProvince>();
const sizes = [300, 5000];

beforeAll(async () => {
  for (const size of sizes) provinces.set(size, await makeProvince(size, '齐鲁'));
});

function province(size: number): WrittenProvince {
  const found = provinces.get(size);
  if (!found) throw new Error(`no province of ${size}`);
  return found;
}

describe.each(sizes)('a sample province of %i entities', (size) => {
  it('has a file for every template the importer knows, each with all required columns and none for ID numbers', () => {
    const { tables } = province(size);
    expect(tables.map(({ template }) => template).sort()).toEqual(templates.map(({ id }) => id).sort());
    for (const table of tables) {
      const columns = templates.find(({ id }) => id === table.template)?.columns ?? [];
      for (const { header, required, personal } of columns) {
        if (required) expect(table.headers).toContain(header);
        if (personal) expect(table.headers).not.toContain(header);
      }
      expect(table.rows.length).toBeGreaterThan(0);
    }
  });

  it('is taken by the importer without one row for the quarantine', () => {
    for (const { template, rows } of province(size).tables) {
      const mapping = mappings.find((one) => one.template.id === template);
      for (const [index, row] of rows.entries()) {
        const mapped = mapping?.map(row, { line: index + 2, today: asOf, extra: null });
        expect(mapped, `${template}, row ${index + 2}`).toHaveProperty('fact');
      }
    }
  });

  it('gives every entity a code of its own that passes both checks and names its region', () => {
    const entities = province(size).rows('enterprise');
    expect(new Set(entities.map(({ uscc }) => uscc)).size).toBe(size);
    for (const { uscc = '', regionCode, name = '' } of entities) {
      expect(inspectIdentifier(uscc)).toMatchObject({
        valid: true,
        kind: 'uscc',
        region: { code: regionCode },
      });
      expect(uscc.startsWith('93')).toBe(name.endsWith('合作社'));
      expect(uscc.slice(8, 11)).toBe('PDY');
    }
  });

  it('gives every entity a name of its own, former names included', () => {
    const names = province(size)
      .rows('enterprise')
      .flatMap(({ name, formerNames }) => [name, formerNames])
      .filter((name) => name !== '');
    expect(names.length).toBeGreaterThan(size);
    expect(new Set(names).size).toBe(names.length);
  });

  it('bears no brand of a real firm', () => {
    const places = placesByCity
      .flat()
      .flatMap(({ departmentPrefix, city, county }) => [departmentPrefix, city, county, county.slice(0, -1)]);
    const beginnings = [...new Set(places)].sort((a, b) => b.length - a.length);
    for (const { name = '', formerNames = '' } of province(size).rows('enterprise')) {
      for (const text of [name, formerNames]) {
        const region = beginnings.find((place) => text.startsWith(place)) ?? '';
        const own = text.slice(Math.max(region.length - 1, 0));
        expect(
          realBrands.find((brand) => own.includes(brand)),
          text,
        ).toBeUndefined();
      }
    }
  });

  it('marks every row as sample data, decision numbers and authorities too', () => {
    for (const { template, rows } of province(size).tables) {
      if (template === 'holiday') continue;
      for (const row of rows) {
        expect(row.remark).toBe('示例数据');
        if (template === 'enterprise') expect(row.sampleMark).toBe('是');
        if ('number' in row) expect(row.number).toMatch(/^（鲁.{1,2}示例）.+〔\d{4}〕第\d{6,}号$/);
        if ('authority' in row) expect(row.authority).toContain('示例');
      }
    }
  });

  it('holds nothing that looks like an ID card or a telephone number', () => {
    for (const { rows } of province(size).tables) {
      for (const { uscc = '', licenceNo = '', ...rest } of rows) {
        expect(Object.values(rest).join('\n')).not.toMatch(/\d{11}/);
        expect(licenceNo === uscc || !/\d{13}/.test(licenceNo)).toBe(true);
      }
    }
  });

  it('tells of known entities only, and of nothing before they were registered or after the day', () => {
    const { tables, rows } = province(size);
    const entities = new Map(rows('enterprise').map((row) => [row.uscc, row]));
    for (const table of tables) {
      if (table.template === 'holiday' || table.template === 'enterprise') continue;
      for (const row of table.rows) {
        const entity = entities.get(row.uscc);
        expect(entity?.name).toBe(row.name);
        // A complaint that is still open has no day but that on which it was accepted.
        const decidedOn = parseDay(row.decidedOn || row.acceptedOn || '') ?? '';
        expect(decidedOn <= asOf).toBe(true);
        // Evaluations are made of everybody at once, by what was known then.
        if (table.template.startsWith('evaluation')) continue;
        expect(decidedOn >= (parseDay(entity?.establishedOn ?? '') ?? '9999')).toBe(true);
        for (const field of ['correctedOn', 'repairedOn']) {
          const day = parseDay(row[field] ?? '');
          if (day) expect(day >= decidedOn && day <= asOf, `${field} ${day}`).toBe(true);
        }
      }
    }
  });

  it('numbers each decision once; only what two units report comes twice', () => {
    for (const { template, rows } of province(size).tables) {
      const bySource = rows.filter((row) => 'number' in row).map((row) => `${row.number} ${row.source}`);
      expect(new Set(bySource).size, template).toBe(bySource.length);
    }
  });
});

describe('the ways of departments', () => {
  const big = () => province(5000);

  it('writes days in three ways and «nothing» in four', () => {
    const penalties = big().tables.find(({ template }) => template === 'penalty')?.raw ?? [];
    for (const way of [/^\d{4}\/\d{1,2}\/\d{1,2}$/, /^\d{4}-\d{2}-\d{2}$/, /^\d{8}$/]) {
      expect(penalties.some((row) => way.test(row.decidedOn ?? ''))).toBe(true);
    }
    expect(new Set(penalties.map((row) => row.orgCode))).toEqual(new Set(['', '/', '无', '空']));
  });

  it('writes some files with a byte order mark and some without', () => {
    const marked = big().tables.filter(({ text }) => text.startsWith('\uFEFF'));
    expect(marked.length).toBeGreaterThan(0);
    expect(marked.length).toBeLessThan(big().tables.length);
  });

  it('reports decisions twice, voids some, repairs some, each repair with its commitment', () => {
    const penalties = big().rows('penalty');
    expect(new Set(penalties.map(({ number }) => number)).size).toBeLessThan(penalties.length);
    const voided = new Set(penalties.map(({ recordStatus }) => recordStatus));
    expect(voided).toEqual(new Set(['', '撤销', '复议撤销', '中止执行']));
    const repaired = new Set(penalties.filter(({ repairedOn }) => repairedOn !== '').map(({ uscc }) => uscc));
    const promises = big()
      .rows('commitment')
      .filter(({ commitmentType }) => commitmentType === '信用修复型');
    expect(repaired.size).toBeGreaterThan(0);
    expect(new Set(promises.map(({ uscc }) => uscc))).toEqual(repaired);
  });

  it('lists the special areas of the plan', () => {
    const areas = new Set(
      big()
        .rows('enterprise')
        .flatMap(({ specialAreas = '' }) => specialAreas.split('、')),
    );
    expect(areas).toEqual(new Set(['', '疫苗', '药品', '特种设备', '危险化学品']));
  });

  it('knows the State Council’s calendar: days made up for are always weekends', () => {
    const days = big().rows('holiday');
    expect(days.filter(({ dayType }) => dayType === '放假')).toHaveLength(61);
    expect(days).toContainEqual({ day: '2026-02-14', dayType: '上班', holidayName: '春节' });
    for (const { day = '', dayType } of days) {
      if (dayType === '上班') expect([0, 6], day).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
    }
  });
});

describe('the seed', () => {
  it('gives the same bytes again', async () => {
    expect((await makeProvince(300, '齐鲁')).hashes).toEqual(province(300).hashes);
  });

  it('gives another province with another seed', async () => {
    const other = await makeProvince(300, '齐鲁二');
    const names = new Set(
      province(300)
        .rows('enterprise')
        .map(({ name }) => name),
    );
    expect(other.rows('enterprise').filter(({ name }) => names.has(name)).length).toBeLessThan(10);
  });

  it('gives a smaller province that begins the larger one', () => {
    for (const { template, text } of province(300).tables) {
      if (template === 'holiday') continue;
      const larger = province(5000).tables.find((table) => table.template === template)?.text ?? '';
      expect(larger.startsWith(text), template).toBe(true);
    }
  });
});

describe('bad options', () => {
  const options = { entities: 1, seed: 's', dir: join(tmpdir(), 'chengxin-sample-never'), asOf };

  it.each([0, -1, 1.5, Number.NaN, 19_493_941])('refuses %s entities', async (entities) => {
    await expect(writeSample({ ...options, entities })).rejects.toMatchObject({ code: 'sample.entities' });
  });

  it('refuses a day that is not in the calendar', async () => {
    await expect(writeSample({ ...options, asOf: '2026-02-30' })).rejects.toMatchObject({
      code: 'sample.day',
    });
  });

  it('says which file cannot be written', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'chengxin-sample-'));
    try {
      writeFileSync(join(dir, 'file'), '');
      await expect(writeSample({ ...options, dir: join(dir, 'file') })).rejects.toMatchObject({
        code: 'sample.write',
        params: { file: 'file' },
      });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
