/** Something a trade gets penalised for. */
export interface Violation {
  type: string;
  facts: string;
  basis: string;
}

export const unfairAdvertising: Violation = {
  type: '发布虚假广告',
  facts: '在经营场所发布与实际不符的宣传内容',
  basis: '《中华人民共和国广告法》第五十五条',
};
export const unpriced: Violation = {
  type: '未按规定明码标价',
  facts: '经营的部分商品和服务未标明价格',
  basis: '《中华人民共和国价格法》第四十二条',
};
export const fireSafety: Violation = {
  type: '消防设施未保持完好有效',
  facts: '经营场所消防设施、器材配置不符合标准',
  basis: '《中华人民共和国消防法》第六十条',
};
export const hazardLeft: Violation = {
  type: '未采取措施消除事故隐患',
  facts: '对检查中指出的事故隐患未按期采取措施消除',
  basis: '《中华人民共和国安全生产法》第一百零二条',
};
export const untrainedStaff: Violation = {
  type: '未按规定进行安全生产教育和培训',
  facts: '未如实记录从业人员安全生产教育和培训情况',
  basis: '《中华人民共和国安全生产法》第九十七条',
};
export const badGoods: Violation = {
  type: '生产销售不符合标准的产品',
  facts: '经抽样检验，产品不符合保障人体健康和人身、财产安全的国家标准',
  basis: '《中华人民共和国产品质量法》第四十九条',
};
export const emission: Violation = {
  type: '超过标准排放大气污染物',
  facts: '排气筒监测结果超过大气污染物排放标准',
  basis: '《中华人民共和国大气污染防治法》第九十九条',
};
export const badFood: Violation = {
  type: '食品标签不符合规定',
  facts: '预包装食品标签未按规定标注净含量和生产日期',
  basis: '《中华人民共和国食品安全法》第一百二十五条',
};
export const unverifiedFood: Violation = {
  type: '未履行进货查验义务',
  facts: '进货时未查验供货者许可证和产品合格证明文件',
  basis: '《中华人民共和国食品安全法》第一百二十六条',
};
export const badDrugPractice: Violation = {
  type: '未遵守药品经营质量管理规范',
  facts: '药品储存温湿度记录不完整，部分药品未按要求陈列',
  basis: '《中华人民共和国药品管理法》第一百二十六条',
};
export const badDrug: Violation = {
  type: '生产销售劣药',
  facts: '经检验，涉案批次药品含量测定不符合规定',
  basis: '《中华人民共和国药品管理法》第一百一十七条',
};

/** A department that supervises enterprises of every trade, and what it penalises. */
export interface OtherDepartment {
  department: string;
  numberWord: string;
  violations: readonly Violation[];
}

export const otherDepartments: readonly OtherDepartment[] = [
  { department: '消防救援大队', numberWord: '消', violations: [fireSafety] },
  {
    department: '税务局',
    numberWord: '税',
    violations: [
      {
        type: '未按期办理纳税申报',
        facts: '未按照规定的期限办理纳税申报和报送纳税资料',
        basis: '《中华人民共和国税收征收管理法》第六十二条',
      },
    ],
  },
  {
    department: '人力资源和社会保障局',
    numberWord: '人社',
    violations: [
      {
        type: '不办理社会保险登记',
        facts: '未办理社会保险登记，责令限期改正后仍未改正',
        basis: '《中华人民共和国社会保险法》第八十四条',
      },
    ],
  },
];
