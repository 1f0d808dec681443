import type { Dice } from './dice.ts';

/** Characters of the kind that firms like in a 字号. */
const characters =
  '金鑫银铭锦铂钰锐铎钧铄锋镒鉴林森柏松桐梓桦楠榕柳槐枫杉樟檀桓水海江河川洋洲源泉润泽涵沐澜清洁浩瀚湖溪波涛淳湛沛渊沣泓滨浦澄' +
  '煜灿烁炜辉煌耀炎焱岳峰岭岱崇峻岩磊坤垚垣城坦培基日月星辰光明亮晨旭昊晟晖曜昭曦朗景昱晏晗天云霖霞虹霄露岚福禄寿喜吉祥瑞康健宁安泰和平' +
  '顺达通利亨兴旺隆盛昌荣华丰裕富宝财赢盈满融汇聚集凯捷胜仁义礼智信诚德善美真正敬孝厚朴文武英杰俊才贤良儒雅墨书龙凤麒麟鹏鹤鸿雁鹰骏骐' +
  '春夏秋梅兰竹菊荷莲芝蕙芳馨香芸蓝青翠碧紫丹赤皓素东西南北中元贞嘉佳恒永久长远宏博大广弘洪硕巨众联合同齐协共创新启航领先锋拓展迈' +
  '卓越超群慧智睿思哲悟道理经纬国邦民家万千百亿兆圆奥威腾飞跃翔奔驰骋致诺承继传世纪代方向程途路桥舟帆港湾岸屿乾亿君子庄园禾穗稻麦粟谷农耕田野';
const pool = [...new Set(characters)];
const size = pool.length;
const pairs = size * size;
/** Prime to the number of pairs for any pool under this size, so that each rank is a pair of its own. */
const scatter = 104_729;

const thirdCharacters = [...'源达泰丰盛和川康诚美佳信通隆兴顺安华宇轩阳凯瑞祥利特尔斯邦德城海林峰洲园'];
const endings = [
  '同创',
  '恒业',
  '致远',
  '嘉业',
  '联创',
  '九州',
  '天下',
  '盛世',
  '鼎新',
  '共赢',
  '锦程',
  '宏图',
  '金桥',
  '新源',
  '绿洲',
  '康源',
  '百川',
  '众成',
  '启航',
  '博远',
  '智汇',
  '云创',
  '卓越',
  '未来',
  '优品',
  '良品',
  '福地',
  '人家',
  '世家',
  '乐享',
];

/**
 * Brands of real firms, of Shandong and beyond. A sample name that holds one of them is not given: invented
 * misconduct must not look like a real firm's.
 */
export const realBrands: readonly string[] = (
  '海尔 海信 澳柯玛 双星 青啤 青岛啤酒 崂山 张裕 鲁花 浪潮 潍柴 东阿 福瑞达 重汽 万华 南山 魏桥 九阳 银座 景芝 扳倒井 国井 步长 ' +
  '歌尔 中际 旭创 龙大 得利斯 金锣 得益 鲁抗 新华 华泰 齐鲁 鲁商 鲁信 山钢 莱钢 兖矿 鲁能 威高 三角 玲珑 赛轮 金王 红领 酷特 特锐德 ' +
  '软控 绿叶 瑞康 东诚 泰和 杰瑞 冰轮 恒邦 招金 山金 道恩 史丹利 金正大 鲁西 鲁泰 晨鸣 太阳 华鲁 恒升 祥光 信发 东岳 山推 如意 孚日 ' +
  '豪迈 亚星 盛瑞 雷沃 福田 五征 时风 豪沃 天润 渤海 京博 西王 香驰 滨化 愉悦 亚光 泰山 泰开 国泰 中车 华熙 科达 利群 维客 家家悦 ' +
  '振华 信誉楼 中百 佳乐家 华为 腾讯 阿里 百度 京东 小米 茅台 五粮液 伊利 蒙牛 格力 美的 万科 恒大 碧桂园 融创 保利 中海 绿地 绿城 ' +
  '华润 龙湖 华夏 平安 中信 光大 民生 招商 浦发 人保 太平 国寿 联通 移动 电信 顺丰 圆通 申通 中通 韵达 德邦 极兔 同仁 宏济堂 漱玉 ' +
  '平民 立健 燕喜堂 华联 苏宁 国美 永辉 比亚迪 吉利 长城 奇瑞 东风 一汽 上汽 北汽 红旗 五菱 宁德 隆基 三一 徐工 中联 联想 方正 同方 ' +
  '清华 北大 华大 金蝶 用友 中兴 大华 宇视 海康 大疆 科大 讯飞 美团 网易 新浪 搜狐 蓝帆 英科 英轩 齐翔 中材 海螺 鲁阳 鲁丰 登海 ' +
  '好当家 东方海洋 獐子岛 海化 联化 石大 胜利 科瑞 胜软 万达 方圆 海科 华星 正和 齐成 金岭 润丰 中孚 山大 积成 概伦 神思 华天 天岳 ' +
  '鲁银 汇丰 泰康 国信 辰欣 圣阳 天意 水发 安踏 李宁 中粮 国药 恒瑞 复星 中建 中铁 中交 中石'
).split(' ');
const realBrand = new RegExp(realBrands.join('|'));

/** Words that the registration rules keep out of a 字号, and names of places, which read as regions. */
const unfit = new RegExp(
  '中国|中华|中央|中共|全国|国家|国际|人民|国民|民国|共和|天安|' +
    '山东|山西|河南|河北|湖南|湖北|海南|江西|广东|广西|云南|泰安|东明|东平|宁阳|武城|海阳|嘉祥|齐河|博兴|寿光|河东|天桥|城阳',
);

/** True where a real firm's brand shows in the text. */
export function showsRealBrand(text: string): boolean {
  return realBrand.test(text);
}

/** Low ranks come often and the long tail seldom, as people in every town hit upon the same lucky words. */
function skewedPair(dice: Dice): string {
  const unit = dice.unit();
  const rank = Math.floor(unit * Math.sqrt(unit) * pairs);
  const pair = (rank * scatter + 31_337) % pairs;
  return `${pool[Math.floor(pair / size)] ?? ''}${pool[pair % size] ?? ''}`;
}

/** A 字号 of two to four characters. */
export function makeBrand(dice: Dice): string {
  for (;;) {
    const length = dice.below(20);
    const pair = skewedPair(dice);
    const ending = length < 9 ? '' : dice.pick(length < 16 ? thirdCharacters : endings);
    const brand = pair + ending;
    if (!unfit.test(brand)) return brand;
  }
}
