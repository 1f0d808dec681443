/** Numbers from 0 to 1 that are the same for the same seed on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A synthetic name and what it was made of. */
export interface MadeName {
  readonly name: string;
  /** As written at the front: 青岛市, 山东, 青岛市黄岛区; '' if none. */
  readonly region: string;
  /** 青岛, where the name has it in brackets before the legal form. */
  readonly bracketed: string;
  /** '' for a firm named by region and trade alone. */
  readonly brand: string;
  readonly trade: string;
  readonly form: string;
}

const cities = '青岛 济南 烟台 潍坊 临沂 济宁 淄博 菏泽 德州 威海 泰安 滨州 聊城 东营 枣庄 日照'.split(' ');
const counties =
  '历下区 市中区 章丘区 黄岛区 即墨区 胶州市 张店区 临淄区 滕州市 广饶县 芝罘区 龙口市 莱州市 奎文区 寿光市 诸城市 任城区 曲阜市 泰山区 新泰市 环翠区 荣成市 东港区 莒县 兰山区 沂水县 德城区 禹城市 茌平区 阳谷县 滨城区 邹平市 牡丹区 曹县'.split(
    ' ',
  );
/** Characters that brands are made of, the popular ones first. */
const brandChars =
  '华信海天金鑫源泰盛恒德瑞安达通宏兴润丰嘉诚顺福康美佳新隆昌茂永祥和利百万东方明亮光辉龙凤凯旋腾飞云升启航创益博雅文汇聚众联合力同心正大中科远景宇宙星辰月晨曦旭日山河江湖泉溪沐霖雨泽沃土禾田园林森木梓桐柏松竹梅兰菊荷莲青绿蓝紫玉珠宝银铜铁石岩峰岳岭崇高卓越超凡群英雄豪杰贤良友善仁义礼智忠孝勤勉敬业乐居宜家春夏秋冬晴朗清净洁白雪冰寒暖阳炎火焰灿烂锦绣彩虹霞映画意诗韵琴弦音律歌舞麒麟鹏雁鹤鹭骏马驰骋奔跃致臻纳珍奇异宏图志伟业基石磐固坚韧毅恒久长青翰墨书香苑阁轩庭筑建构城域疆界宽广阔博渊深沉静谧馨悦欣怡舒畅快捷敏睿哲思慧颖悟道法自然本真元初始原'.split(
    '',
  );
const trades =
  '商贸 科技 建筑工程 食品 物流 机械 信息技术 餐饮管理 文化传媒 农业科技 装饰工程 电子商务 化工 生物科技 房地产开发 汽车销售 环保科技 医疗器械 纺织 服装 广告 教育咨询 新材料 电气设备 国际贸易 供应链管理 人力资源 园林绿化 企业管理咨询 塑料制品 金属制品 水产 软件 包装 家具 运输 建材 新能源 网络科技 智能科技 劳务 置业 物业管理 医药 保安服务 旅行社 电子科技 印刷 五金 钢结构'.split(
    ' ',
  );
const shopTrades =
  '超市 便利店 小吃店 烟酒店 五金店 理发店 服装店 药店 饭店 茶叶店 水果店 汽修厂 家具厂 经营部'.split(' ');
const farmTrades = '种植 养殖 果蔬 粮食 农机'.split(' ');
const greatTrades =
  '啤酒 钢铁 葡萄酒 柴油机 机床 港口 造船 水泥 化肥 棉纺 制药 橡胶 轮胎 造纸 玻璃 热电 重工 盐业 矿业 轴承 油脂 铝业 电缆 乳业'.split(
    ' ',
  );

/** `count` distinct names as Shandong's registers hold them: a few popular brands in every city, many rare ones. */
export function makeNames(count: number, seed: number): MadeName[] {
  const random = seededRandom(seed);
  const names = new Map<string, MadeName>();
  const add = (parts: Omit<MadeName, 'name'>) => {
    const { region, bracketed, brand, trade, form } = parts;
    const name = `${region}${brand}${trade}${bracketed && `（${bracketed}）`}${form}`;
    if (!names.has(name)) names.set(name, { name, ...parts });
  };
  for (let at = 0; at < Math.min(count / 20, cities.length * greatTrades.length); at++) {
    const region = cities[at % cities.length] ?? '';
    const trade = greatTrades[(at + Math.floor(at / cities.length)) % greatTrades.length] ?? '';
    add({ region, bracketed: '', brand: '', trade, form: at % 3 === 0 ? '集团有限公司' : '股份有限公司' });
  }
  const brands = Array.from({ length: Math.ceil(count / 3) }, () => makeBrand(random));
  while (names.size < count) {
    // The square makes the first brands popular: half of all names share a quarter of the brands.
    const brand = brands[Math.floor(random() ** 2 * brands.length)] ?? '';
    add({ brand, ...makeRest(random) });
  }
  return [...names.values()];
}

function makeBrand(random: () => number): string {
  const length = random() < 0.6 ? 2 : random() < 0.8 ? 3 : 4;
  let brand = '';
  while (brand.length < length) brand += brandChars[Math.floor(random() ** 1.5 * brandChars.length)] ?? '';
  return brand;
}

function makeRest(random: () => number): Omit<MadeName, 'name' | 'brand'> {
  const region = makeRegion(random);
  const kind = random();
  if (kind < 0.12) return { region, bracketed: '', trade: pick(shopTrades, random), form: '' };
  if (kind < 0.17) return { region, bracketed: '', trade: pick(farmTrades, random), form: '农民专业合作社' };
  const trade = pick(trades, random, 1.6);
  const form =
    kind < 0.9 ? '有限公司' : kind < 0.94 ? '有限责任公司' : kind < 0.97 ? '股份有限公司' : '集团有限公司';
  const inBrackets = random() < 0.05;
  return inBrackets
    ? { region: '', bracketed: pick(cities, random), trade, form }
    : { region, bracketed: '', trade, form };
}

function makeRegion(random: () => number): string {
  const kind = random();
  const city = pick(cities, random, 1.4);
  if (kind < 0.45) return city;
  if (kind < 0.65) return `${city}市`;
  if (kind < 0.73) return `${city}市${pick(counties, random)}`;
  if (kind < 0.83) return pick(counties, random);
  return kind < 0.97 ? '山东' : '山东省';
}

/** One of a list; `skew` above 1 prefers the first. */
export function pick<T>(list: readonly T[], random: () => number, skew = 1): T {
  const one = list[Math.floor(random() ** skew * list.length)];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
}

/** `count` different ones of a list. */
export function sample<T>(list: readonly T[], count: number, random: () => number): T[] {
  const places = new Set<number>();
  while (places.size < Math.min(count, list.length)) places.add(Math.floor(random() * list.length));
  return [...places].map((place) => pick(list.slice(place, place + 1), random));
}
