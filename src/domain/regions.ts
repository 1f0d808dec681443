import { abolishedRegionTable, regionTable } from './regions-data.ts';
import { foldText } from './text.ts';

type RegionLevel = 'country' | 'province' | 'prefecture' | 'county';

/** 行政区划 by GB/T 2260. */
export interface Region {
  /** Six digits. */
  readonly code: string;
  /** 市南区 */
  readonly name: string;
  /** 山东省青岛市市南区 */
  readonly fullName: string;
  readonly level: RegionLevel;
  /** Code of the region above; null for provinces and the country. */
  readonly parent: string | null;
  /** Only where the code is no longer in force: from which year, and the code that took its place. */
  readonly abolished?: { readonly since: number; readonly successor: string };
}

interface Index {
  byCode: ReadonlyMap<string, Region>;
  /** By every way of writing a name; in force where any is, otherwise abolished. */
  byName: ReadonlyMap<string, readonly Region[]>;
}

/** Registrars of the State Council's own level write it in registration codes (GB 32100-2015). */
const country: Region = { code: '100000', name: '全国', fullName: '全国', level: 'country', parent: null };

const peoples = '朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|黎族';
const suffix = new RegExp(
  `(?:(?:${peoples}|蒙古族?|柯尔克孜|哈萨克)*自治[州县]|(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|林区|[省市区县盟])$`,
);

/** 青岛市 → 青岛; a name of two characters (曹县) is short already. */
function shortName(name: string): string {
  return name.length > 2 ? name.replace(suffix, '') : name;
}

function levelOf(code: string): RegionLevel {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
}

function readTables(): Map<string, Region> {
  const byCode = new Map([[country.code, country]]);
  // An abolished county comes after its abolished city, and after all regions in force.
  for (const line of `${regionTable.trim()}\n${abolishedRegionTable.trim()}`.split('\n')) {
    const [code = '', name = '', year, successor] = line.split(' ');
    const above = byCode.get(`${code.slice(0, 4)}00`) ?? byCode.get(`${code.slice(0, 2)}0000`);
    const base = {
      code,
      name,
      fullName: `${above?.fullName ?? ''}${name}`,
      level: levelOf(code),
      parent: above?.code ?? null,
    };
    byCode.set(code, year && successor ? { ...base, abolished: { since: Number(year), successor } } : base);
  }
  return byCode;
}

/** 市南区, 市南, 青岛市市南区, 青岛市南区, 青岛市南, 山东省青岛市市南区, 山东青岛市南 … */
function spellings(region: Region, byCode: ReadonlyMap<string, Region>): Set<string> {
  let written = new Set([region.name, shortName(region.name)]);
  const all = new Set(written);
  for (let above = byCode.get(region.parent ?? ''); above; above = byCode.get(above.parent ?? '')) {
    const longer = new Set<string>();
    for (const rest of written)
      for (const name of [above.name, shortName(above.name)]) longer.add(name + rest);
    for (const rest of longer) all.add(rest);
    written = new Set([...written, ...longer]);
  }
  return all;
}

function indexNames(byCode: ReadonlyMap<string, Region>): Map<string, Region[]> {
  const byName = new Map<string, Region[]>();
  for (const region of byCode.values()) {
    for (const name of spellings(region, byCode)) {
      const known = byName.get(name);
      if (!known) byName.set(name, [region]);
      // Regions in force are read first: 章丘 means the district, not the city that it was.
      else if (!region.abolished || known[0]?.abolished) known.push(region);
    }
  }
  return byName;
}

let index: Index | undefined;

function regions(): Index {
  if (!index) {
    const byCode = readTables();
    index = { byCode, byName: indexNames(byCode) };
  }
  return index;
}

/**
 * The region of a six-digit code: the whole country at province and prefecture level, Shandong to its counties and
 * districts, with what was abolished there since 2001. Null for other counties, development zones and unknown codes.
 */
export function regionByCode(code: string): Region | null {
  return regions().byCode.get(code) ?? null;
}

/** Regions above a code, the nearest first: 青岛市, 山东省 for 370202; also for a county that is not known itself. */
export function ancestors(code: string): Region[] {
  const { byCode } = regions();
  const above: Region[] = [];
  for (const upper of [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]) {
    const region = byCode.get(upper);
    if (region && upper !== code && above.at(-1) !== region) above.push(region);
  }
  return above;
}

/**
 * Whether a code lies within a scope, or is it: 370000 contains 370200 contains 370202, 100000 contains all. What was
 * abolished also lies where its successor does: 371202 (莱城区) within 370100 (济南市).
 */
export function isWithin(code: string, scopeCode: string): boolean {
  if (!/^\d{6}$/.test(code) || !/^\d{6}$/.test(scopeCode)) return false;
  const prefix = scopeCode === country.code ? '' : scopeCode.replace(/(?:00){1,2}$/, '');
  if (code.startsWith(prefix)) return true;
  const successor = regionByCode(code)?.abolished?.successor;
  return successor?.startsWith(prefix) ?? false;
}

/** Codes of abolished regions whose successor begins so. */
export function regionsMovedInto(prefix: string): string[] {
  return [...regions().byCode.values()]
    .filter(({ abolished }) => abolished?.successor.startsWith(prefix))
    .map(({ code }) => code);
}

/**
 * Regions of a name, with or without 省, 市, 区, 县 and the regions above: 青岛, 市南区, 山东济南章丘. Several where
 * the name is several regions' (市中区); an abolished one only where none in force is so called (章丘市).
 */
export function regionByName(name: string): Region[] {
  return [...(regions().byName.get(foldText(name)) ?? [])];
}

/** Shandong's regions in force, in the order of their codes: the province, each city followed by its counties. */
export function shandongRegions(): Region[] {
  return [...regions().byCode.values()].filter((region) => region.code.startsWith('37') && !region.abolished);
}
