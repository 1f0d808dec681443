import { Converter } from 'opencc-js/t2cn';
import { isWidePlace, leadingPlace, trailingPlace } from './name-places.ts';
import { foldText } from './text.ts';

/** A name taken apart; every text is folded. */
export interface NameParts {
  readonly folded: string;
  /** Short names of the regions named, widest first: 山东, 济南, 历下. */
  readonly regions: readonly string[];
  /** The narrowest of them, '' if none. */
  readonly place: string;
  /** Brand and industry: the name without regions and legal form. */
  readonly core: string;
  /** 有限公司, 集团, 合作社 …, and with it 分公司 for a branch; '' if none. */
  readonly form: string;
}

/** Written the one way or the other where OpenCC tells words apart, or left alone by it: 家俱 for 家具. */
const variants = new Map(
  '俱具 籐藤 瑯琅 菓果 燄焰 荳豆 隄堤 甯宁 濬浚 簷檐 薰熏 著着 锺钟 钜巨 馀余 靑青'
    .split(' ')
    .map(([from = '', to = '']) => [from, to] as const),
);
const meaningless = /[^\p{L}\p{N}]/u;
const foldedChars = new Map<string, string>();
let simplify: ((text: string) => string) | undefined;

function foldChar(char: string): string {
  const known = foldedChars.get(char);
  if (known !== undefined) return known;
  // Made at the first name, since a start that looks up nothing should not pay for the tables.
  const convert = simplify ?? Converter({ from: 'hk', to: 'cn' });
  simplify = convert;
  const simplified = meaningless.test(char) ? '' : convert(char.toLowerCase());
  const folded = variants.get(simplified) ?? simplified;
  foldedChars.set(char, folded);
  return folded;
}

/** A name as it is compared: NFKC, simplified character by character, lower case, letters and digits only. */
export function foldName(name: string): string {
  let folded = '';
  for (const char of foldText(name)) folded += foldChar(char);
  return folded;
}

const legalForm =
  /(?:(?:集团)?(?:股份有限责任|股份有限|有限责任|股份合作|有限|股份|总)?公司|集团|(?:农民)?(?:专业)?合作社(?:联合社)?|(?:合伙企业)?(?:有限|特殊普通|普通)合伙|合伙企业|个人独资企业?|个体工商户|股份有限|有限责任|股份|有限)$/;
const branch = /^(.*公司)(.*)分公司$/;

/** Takes a name apart: 山东海尔智家（青岛）有限公司 → 山东, 青岛 | 海尔智家 | 有限公司. */
export function splitName(name: string): NameParts {
  return splitFolded(foldName(name));
}

/** As `splitName`, for a text that is folded already. */
export function splitFolded(folded: string): NameParts {
  const branched = branch.exec(folded);
  if (branched) {
    const parent = splitFolded(branched[1] ?? '');
    const own = splitPlaces(branched[2] ?? '');
    const regions = [...parent.regions, ...own.regions];
    const core = parent.core + own.rest;
    return { folded, regions, place: regions.at(-1) ?? '', core, form: `${parent.form}分公司` };
  }
  const form = legalForm.exec(folded)?.[0] ?? '';
  const { regions, rest } = splitPlaces(folded.slice(0, folded.length - form.length));
  return { folded, regions, place: regions.at(-1) ?? '', core: rest, form };
}

/** Regions at the beginning, or one that stood in brackets at the end, off. */
function splitPlaces(text: string): { regions: string[]; rest: string } {
  const regions: string[] = [];
  let rest = text;
  for (let place = leadingPlace(rest); place && regions.length < 4; place = leadingPlace(rest)) {
    regions.push(place.short);
    rest = rest.slice(place.length);
  }
  // 海尔智家（青岛）: only where no city was named before, since 济南老青岛 is a brand.
  if (regions.length < 2 && (regions[0] === undefined || isWidePlace(regions[0]))) {
    const place = trailingPlace(rest);
    if (place && rest.length - place.length >= 2) {
      regions.push(place.short);
      rest = rest.slice(0, rest.length - place.length);
    }
  }
  return { regions, rest };
}
