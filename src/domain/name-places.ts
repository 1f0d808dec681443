import { shandongRegions } from './regions.ts';

const provinces = new Set(
  (
    '北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 ' +
    '重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾'
  ).split(' '),
);
const provinceSuffixes = ['', '省', '市', '自治区', '壮族自治区', '回族自治区', '维吾尔自治区'];

/** Districts and cities as they were called before; firms keep in their names what was true then. */
const renamed =
  '莱芜市 章丘市 即墨市 胶南市 兖州市 文登市 蓬莱市 济阳县 垦利县 沾化县 定陶县 茌平县 邹平县 陵县 长岛县 苍山县';

interface Places {
  /** From each way of writing a region to its short name: 济南市 and 济南 to 济南, 曹县 to 曹县. */
  readonly shortNames: ReadonlyMap<string, string>;
  /** Length of the longest way of writing, of those that begin and of those that end with the same two characters. */
  readonly longestFrom: ReadonlyMap<number, number>;
  readonly longestTo: ReadonlyMap<number, number>;
  readonly pairs: readonly (readonly [written: string, short: string])[];
}
let known: Places | undefined;

/** 中国, the provinces, and Shandong's cities, counties and districts: what a name may begin with. */
function places(): Places {
  if (known) return known;
  const shortNames = new Map([['中国', '中国']]);
  for (const name of provinces) {
    for (const suffix of provinceSuffixes) shortNames.set(name + suffix, name);
  }
  for (const name of [...shandongRegions().map((region) => region.name), ...renamed.split(' ')]) {
    const short = name.length > 2 ? name.slice(0, -1) : name;
    shortNames.set(name, short);
    shortNames.set(short, short);
  }
  const written = [...shortNames.keys()];
  known = {
    shortNames,
    longestFrom: longestBy(written, (name) => pairAt(name, 0)),
    longestTo: longestBy(written, (name) => pairAt(name, name.length - 2)),
    pairs: [...shortNames],
  };
  return known;
}

/** Two characters as one number: each search asks some hundred names for theirs. */
function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

function longestBy(names: readonly string[], keyOf: (name: string) => number): Map<number, number> {
  const longest = new Map<number, number>();
  for (const name of names) {
    const key = keyOf(name);
    longest.set(key, Math.max(longest.get(key) ?? 0, name.length));
  }
  return longest;
}

/** Districts whose name begins with 市: in 济南市中区 the 市 is theirs, not the city's. */
const cityDistricts = ['市中区', '市南区', '市北区'];

/** The region that `text` begins with, by its short name and the length as written; null if none. */
export function leadingPlace(text: string): { short: string; length: number } | null {
  const { shortNames, longestFrom } = places();
  const longest = longestFrom.get(pairAt(text, 0)) ?? 0;
  for (let length = Math.min(longest, text.length); length >= 2; length--) {
    const short = shortNames.get(text.slice(0, length));
    if (short === undefined) continue;
    const takesDistrict = cityDistricts.some((district) => text.startsWith(district, short.length));
    return { short, length: takesDistrict ? short.length : length };
  }
  return null;
}

/** The region that `text` ends with; null if none. */
export function trailingPlace(text: string): { short: string; length: number } | null {
  const { shortNames, longestTo } = places();
  const longest = longestTo.get(pairAt(text, text.length - 2)) ?? 0;
  for (let length = Math.min(longest, text.length); length >= 2; length--) {
    const short = shortNames.get(text.slice(text.length - length));
    if (short !== undefined) return { short, length };
  }
  return null;
}

/**
 * Regions that `text` begins with but for one mistake (a character wrong, missing, too many, or two swapped),
 * the longest first; `length` is what the region takes up in the text.
 */
export function misspeltPlaces(text: string): { short: string; length: number }[] {
  const found: { short: string; length: number }[] = [];
  const { pairs } = places();
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index];
    const length = pair ? misspeltLength(text, pair[0]) : null;
    if (pair && length !== null) found.push({ short: pair[1], length });
  }
  return found.sort((a, b) => b.length - a.length);
}

/** Whether `text` goes on at `at` with what `name` has from `from` on; with nothing it always does. */
function goesOn(text: string, at: number, name: string, from: number): boolean {
  for (let next = from; next < name.length; next++) {
    if (text.charCodeAt(at + next - from) !== name.charCodeAt(next)) return false;
  }
  return true;
}

/** No part of either text is cut out: each search asks this for every region. */
function misspeltLength(text: string, name: string): number | null {
  let at = 0;
  while (at < name.length && text.charCodeAt(at) === name.charCodeAt(at)) at++;
  if (at === name.length) return null;
  if (goesOn(text, at + 1, name, at + 1)) return name.length;
  const swapped = at + 1 < name.length && text[at] === name[at + 1] && text[at + 1] === name[at];
  if (swapped && goesOn(text, at + 2, name, at + 2)) return name.length;
  if (goesOn(text, at + 1, name, at)) return name.length + 1;
  // Of two characters one alone would be no sign of a region.
  return name.length > 2 && goesOn(text, at, name, at + 1) ? name.length - 1 : null;
}

/** Every way of writing a region, with its short name: 济南市 and 济南, both of 济南. */
export function placeNames(): IterableIterator<[written: string, short: string]> {
  return places().shortNames.entries();
}

/** Whether a region is the country or a province: a firm may name it beside its city. */
export function isWidePlace(short: string): boolean {
  return short === '中国' || provinces.has(short);
}
