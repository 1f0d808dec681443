const provinces =
  '北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾';
const cities =
  '济南市 青岛市 淄博市 枣庄市 东营市 烟台市 潍坊市 济宁市 泰安市 威海市 日照市 临沂市 德州市 聊城市 滨州市 菏泽市';
const counties =
  '历下区 市中区 槐荫区 天桥区 历城区 长清区 章丘区 济阳区 莱芜区 钢城区 平阴县 商河县 ' +
  '市南区 市北区 黄岛区 崂山区 李沧区 城阳区 即墨区 胶州市 平度市 莱西市 ' +
  '淄川区 张店区 博山区 临淄区 周村区 桓台县 高青县 沂源县 薛城区 峄城区 台儿庄区 山亭区 滕州市 ' +
  '东营区 河口区 垦利区 利津县 广饶县 芝罘区 福山区 牟平区 莱山区 蓬莱区 龙口市 莱阳市 莱州市 招远市 栖霞市 海阳市 ' +
  '潍城区 寒亭区 坊子区 奎文区 临朐县 昌乐县 青州市 诸城市 寿光市 安丘市 高密市 昌邑市 ' +
  '任城区 兖州区 微山县 鱼台县 金乡县 嘉祥县 汶上县 泗水县 梁山县 曲阜市 邹城市 ' +
  '泰山区 岱岳区 宁阳县 东平县 新泰市 肥城市 环翠区 文登区 荣成市 乳山市 东港区 岚山区 五莲县 莒县 ' +
  '兰山区 罗庄区 河东区 沂南县 郯城县 沂水县 兰陵县 费县 平邑县 莒南县 蒙阴县 临沭县 ' +
  '德城区 陵城区 宁津县 庆云县 临邑县 齐河县 平原县 夏津县 武城县 乐陵市 禹城市 ' +
  '东昌府区 茌平区 阳谷县 莘县 东阿县 冠县 高唐县 临清市 滨城区 沾化区 惠民县 阳信县 无棣县 博兴县 邹平市 ' +
  '牡丹区 定陶区 曹县 单县 成武县 巨野县 郓城县 鄄城县 东明县';

const provinceNames = new Set(provinces.split(' '));

/** From each way of writing a region to its short name: 济南市 and 济南 to 济南, 曹县 to 曹县. */
const shortNames = new Map<string, string>([['中国', '中国']]);
for (const name of provinceNames) {
  for (const suffix of ['', '省', '市', '自治区', '壮族自治区', '回族自治区', '维吾尔自治区']) {
    shortNames.set(name + suffix, name);
  }
}
for (const name of `${cities} ${counties}`.split(' ')) {
  const short = name.length > 2 ? name.slice(0, -1) : name;
  shortNames.set(name, short);
  shortNames.set(short, short);
}
const longest = Math.max(...[...shortNames.keys()].map((name) => name.length));

/** Districts whose name begins with 市: in 济南市中区 the 市 is theirs, not the city's. */
const cityDistricts = ['市中区', '市南区', '市北区'];

/** The region that `text` begins with, by its short name and the length as written; null if none. */
export function leadingPlace(text: string): { short: string; length: number } | null {
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
  for (const [name, short] of shortNames) {
    const length = misspeltLength(text, name);
    if (length !== null) found.push({ short, length });
  }
  return found.sort((a, b) => b.length - a.length);
}

function misspeltLength(text: string, name: string): number | null {
  let at = 0;
  while (at < name.length && text[at] === name[at]) at++;
  if (at === name.length) return null;
  const rest = name.slice(at + 1);
  if (text.startsWith(rest, at + 1)) return name.length;
  if (text[at] === name[at + 1] && text[at + 1] === name[at] && text.startsWith(rest.slice(1), at + 2))
    return name.length;
  if (text.startsWith(name.slice(at), at + 1)) return name.length + 1;
  // Of two characters one alone would be no sign of a region.
  return name.length > 2 && text.startsWith(rest, at) ? name.length - 1 : null;
}

/** Every way of writing a region, with its short name: 济南市 and 济南, both of 济南. */
export function placeNames(): IterableIterator<[written: string, short: string]> {
  return shortNames.entries();
}

/** Whether a region is the country or a province: a firm may name it beside its city. */
export function isWidePlace(short: string): boolean {
  return short === '中国' || provinceNames.has(short);
}
