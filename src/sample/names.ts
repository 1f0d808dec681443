import { makeBrand, showsRealBrand } from './brands.ts';
import type { Dice } from './dice.ts';
import type { Industry } from './industries.ts';
import type { Place } from './places.ts';
import type { TradeId } from './trades.ts';

export type EntityKind = 'firm' | 'shop' | 'coop';

/**
 * Names that were given already, as a Bloom filter: a new name is now and then taken for a known one, which only
 * costs another throw of the dice; a known one never for new. 32 MiB whatever the number of names, under 2 %
 * wrongly refused at the number of sample entities that codes allow.
 */
export class NameRegister {
  readonly #bits = new Uint32Array(2 ** 23);

  /** True if the name was free; it is taken from now on. */
  claim(name: string): boolean {
    let first = 0x811c9dc5;
    let second = 0x9747b28c;
    for (let i = 0; i < name.length; i += 1) {
      const unit = name.charCodeAt(i);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul(second ^ unit, 0x5bd1e995);
      second ^= second >>> 13;
    }
    const isFirstNew = this.#set(first ^ (first >>> 15));
    const isSecondNew = this.#set(second ^ (second >>> 15));
    return isFirstNew || isSecondNew;
  }

  #set(hash: number): boolean {
    const word = (hash >>> 5) & (this.#bits.length - 1);
    const bit = 1 << (hash & 31);
    const before = this.#bits[word] ?? 0;
    this.#bits[word] = before | bit;
    return (before & bit) === 0;
  }
}

const surnames = [
  ...'王王王王王李李李李张张张张刘刘刘刘陈陈杨孙孙孙赵赵徐徐于于马马高宋宋周吴郭韩朱胡林姜姜曹董董田许苗孔孟冯程丁宫邵毕崔魏谭牟曲迟',
];
const givenNames = [
  ...'伟强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉志玲红海燕云飞玉兰萍鹏丽敏静鑫宁春波凤晓东宏峰雪梅洁振庆松岩昊轩欣怡子涵',
];
const brandlessOrdinals = [...'一二三四五六七八九'].map((digit) => `第二十${digit}`);
const brandlessTrades = [
  '粮油储备',
  '棉纺织',
  '机床制造',
  '建筑安装',
  '蔬菜果品',
  '物资供应',
  '水产供销',
  '印刷',
];

/** A person's name: 法定代表人 or 经营者. */
export function makePersonName(dice: Dice): string {
  const second = dice.chance(0.75) ? dice.pick(givenNames) : '';
  return dice.pick(surnames) + dice.pick(givenNames) + second;
}

/** 历下区, 胶州市, 平阴; two-character names stay whole: 莒县. */
function shortCounty(place: Place): string {
  return place.county.length > 2 && !place.county.endsWith('区') ? place.county.slice(0, -1) : place.county;
}

function firmRegion(dice: Dice, place: Place): string {
  const choice = dice.below(100);
  if (choice < 48) return place.cityShort;
  if (choice < 61) return '山东';
  if (choice < 72) return place.city;
  if (choice < 90) return shortCounty(place);
  return place.departmentPrefix;
}

function firmForm(dice: Dice, trade: TradeId): string {
  const choice = dice.below(100);
  if (choice < 4 && trade === 'making') return '厂';
  if (choice < 4 && trade === 'service') return '中心（有限合伙）';
  if (choice < 86) return '有限公司';
  if (choice < 95) return '有限责任公司';
  return choice < 98 ? '股份有限公司' : '集团有限公司';
}

/** A name in three parts: what stands before brand and industry, these two, and what comes after. */
type NameParts = readonly [before: string, core: string, after: string];

function firmName(dice: Dice, place: Place, industry: Industry): NameParts {
  const style = dice.below(100);
  if (style < 2) {
    // Like the numbered works of old, without a brand. The numbers are higher than real ones went.
    return [place.city, dice.pick(brandlessOrdinals) + dice.pick(brandlessTrades), '有限公司'];
  }
  const core = makeBrand(dice) + dice.pick(industry.firm ?? []);
  const form = firmForm(dice, industry.trade);
  if (style < 10) return ['', core, `（${dice.chance(0.8) ? place.cityShort : '山东'}）${form}`];
  return [firmRegion(dice, place), core, form];
}

function shopName(dice: Dice, place: Place, industry: Industry): NameParts {
  const region = dice.chance(0.5) ? place.county : place.departmentPrefix;
  const brand = makeBrand(dice);
  const called = dice.chance(0.15)
    ? dice.pick(['老', '小']) + dice.pick(surnames) + brand.slice(0, 2)
    : brand;
  const core = called + dice.pick(industry.shop ?? []);
  return [region, core, dice.chance(0.3) ? '（个体工商户）' : ''];
}

function coopName(dice: Dice, place: Place, industry: Industry): NameParts {
  const core = makeBrand(dice) + dice.pick(industry.coop ?? []);
  return [place.departmentPrefix, core, dice.chance(0.2) ? '农民专业合作社' : '专业合作社'];
}

const makers = { firm: firmName, shop: shopName, coop: coopName };

/** A registered name of that kind that nobody bears yet and that shows no real firm's brand. */
export function makeName(
  dice: Dice,
  register: NameRegister,
  entity: { kind: EntityKind; place: Place; industry: Industry },
): string {
  for (;;) {
    const [before, core, after] = makers[entity.kind](dice, entity.place, entity.industry);
    const name = before + core + after;
    // With the region's last character, since 威海 and 信… would read as 海信.
    if (!showsRealBrand(before.slice(-1) + core) && register.claim(name)) return name;
  }
}
