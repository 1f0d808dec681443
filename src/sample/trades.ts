import {
  badDrug,
  badDrugPractice,
  badFood,
  badGoods,
  emission,
  fireSafety,
  hazardLeft,
  unfairAdvertising,
  unpriced,
  untrainedStaff,
  unverifiedFood,
  type Violation,
} from './violations.ts';

/** What a trade needs leave for. */
interface Permit {
  document: string;
  licence: string;
  /** Letters that the licence's number begins with. */
  prefix: string;
  content: string;
  years: number;
}

/** 监管行业: who supervises it, what it needs leave for, and what goes wrong in it. */
export interface Trade {
  /** 行业领域 of the industry credit evaluation. */
  field: string;
  /** The supervising department behind the region's name, and its word in decision numbers. */
  department: string;
  numberWord: string;
  permit: Permit | null;
  violations: readonly Violation[];
}

const market = { department: '市场监督管理局', numberWord: '市监' };
const drugs = { department: '市场监督管理局', numberWord: '药监' };
const safety = { department: '应急管理局', numberWord: '应急' };

const trades = {
  farming: {
    field: '农业',
    department: '农业农村局',
    numberWord: '农',
    permit: {
      document: '动物防疫条件审查',
      licence: '动物防疫条件合格证',
      prefix: 'DF',
      content: '畜禽养殖场所动物防疫条件审查',
      years: 5,
    },
    violations: [
      {
        type: '未建立农产品生产记录',
        facts: '未按规定建立、保存农产品生产记录',
        basis: '《中华人民共和国农产品质量安全法》',
      },
      {
        type: '超范围使用农业投入品',
        facts: '超出标签标注的范围使用农药',
        basis: '《农药管理条例》第六十条',
      },
    ],
  },
  seed: {
    field: '种业',
    department: '农业农村局',
    numberWord: '农',
    permit: {
      document: '农作物种子生产经营许可',
      licence: '农作物种子生产经营许可证',
      prefix: 'ZZ',
      content: '农作物种子生产、经营',
      years: 5,
    },
    violations: [
      { type: '种子标签不符合规定', facts: '销售的种子标签内容不全', basis: '《中华人民共和国种子法》' },
    ],
  },
  foodMaking: {
    field: '食品生产',
    ...market,
    permit: {
      document: '食品生产许可',
      licence: '食品生产许可证',
      prefix: 'SC',
      content: '食品生产',
      years: 5,
    },
    violations: [badFood, badGoods, unverifiedFood],
  },
  foodSelling: {
    field: '食品经营',
    ...market,
    permit: {
      document: '食品经营许可',
      licence: '食品经营许可证',
      prefix: 'JY',
      content: '预包装食品、散装食品销售',
      years: 5,
    },
    violations: [badFood, unverifiedFood, unpriced],
  },
  catering: {
    field: '餐饮服务',
    ...market,
    permit: {
      document: '食品经营许可',
      licence: '食品经营许可证',
      prefix: 'JY',
      content: '热食类食品制售',
      years: 5,
    },
    violations: [unverifiedFood, unpriced, fireSafety],
  },
  drugMaking: {
    field: '药品生产',
    ...drugs,
    permit: {
      document: '药品生产许可',
      licence: '药品生产许可证',
      prefix: 'YS',
      content: '药品生产',
      years: 5,
    },
    violations: [
      badDrug,
      { ...badDrugPractice, type: '未遵守药品生产质量管理规范', facts: '批生产记录填写不及时、不完整' },
    ],
  },
  vaccine: {
    field: '疫苗',
    ...drugs,
    permit: {
      document: '药品生产许可',
      licence: '药品生产许可证',
      prefix: 'YS',
      content: '疫苗生产',
      years: 5,
    },
    violations: [
      {
        type: '违反疫苗储存运输管理规范',
        facts: '疫苗储存、运输的温度监测记录不完整',
        basis: '《中华人民共和国疫苗管理法》第八十五条',
      },
    ],
  },
  drugSelling: {
    field: '药品经营',
    ...market,
    permit: {
      document: '药品经营许可',
      licence: '药品经营许可证',
      prefix: 'YJ',
      content: '药品经营',
      years: 5,
    },
    violations: [badDrugPractice, badDrug, unpriced],
  },
  equipment: {
    field: '特种设备',
    ...market,
    permit: {
      document: '特种设备生产单位许可',
      licence: '特种设备生产许可证',
      prefix: 'TS',
      content: '特种设备制造、安装、改造、修理',
      years: 4,
    },
    violations: [
      {
        type: '使用未经检验的特种设备',
        facts: '使用未经检验或者检验不合格的特种设备',
        basis: '《中华人民共和国特种设备安全法》第八十四条',
      },
      {
        type: '未建立特种设备安全技术档案',
        facts: '未按规定建立特种设备安全技术档案',
        basis: '《中华人民共和国特种设备安全法》第八十三条',
      },
    ],
  },
  chemical: {
    field: '危险化学品',
    ...safety,
    permit: {
      document: '危险化学品经营许可',
      licence: '危险化学品经营许可证',
      prefix: 'WH',
      content: '危险化学品经营',
      years: 3,
    },
    violations: [
      hazardLeft,
      untrainedStaff,
      {
        type: '未设置危险化学品安全警示标志',
        facts: '作业场所和安全设施未设置明显的安全警示标志',
        basis: '《危险化学品安全管理条例》第七十八条',
      },
    ],
  },
  building: {
    field: '建筑市场',
    department: '住房和城乡建设局',
    numberWord: '建',
    permit: {
      document: '建筑施工企业安全生产许可',
      licence: '安全生产许可证',
      prefix: 'AX',
      content: '建筑施工',
      years: 3,
    },
    violations: [
      {
        type: '未取得施工许可证擅自施工',
        facts: '工程未取得施工许可证即组织施工',
        basis: '《中华人民共和国建筑法》第六十四条',
      },
      {
        type: '未按工程设计图纸施工',
        facts: '施工中未按照工程设计图纸和施工技术标准施工',
        basis: '《建设工程质量管理条例》第六十四条',
      },
      untrainedStaff,
    ],
  },
  transport: {
    field: '道路运输',
    department: '交通运输局',
    numberWord: '交',
    permit: {
      document: '道路运输经营许可',
      licence: '道路运输经营许可证',
      prefix: 'DY',
      content: '道路普通货物运输',
      years: 4,
    },
    violations: [
      {
        type: '货运车辆未按规定维护和检测',
        facts: '营运车辆未按规定的周期和频次进行检测',
        basis: '《中华人民共和国道路运输条例》',
      },
      {
        type: '车辆超限运输',
        facts: '车货总质量超过限定标准行驶公路',
        basis: '《公路安全保护条例》第六十四条',
      },
    ],
  },
  making: {
    field: '产品质量',
    department: '生态环境局',
    numberWord: '环',
    permit: {
      document: '排污许可',
      licence: '排污许可证',
      prefix: 'PW',
      content: '大气、水污染物排放',
      years: 5,
    },
    violations: [emission, badGoods, hazardLeft],
  },
  trading: { field: '流通', ...market, permit: null, violations: [badGoods, unpriced, unfairAdvertising] },
  software: {
    field: '信息技术服务',
    ...market,
    permit: null,
    violations: [
      unfairAdvertising,
      {
        type: '虚假商业宣传',
        facts: '对商品性能、用户评价作引人误解的商业宣传',
        basis: '《中华人民共和国反不正当竞争法》',
      },
    ],
  },
  service: {
    field: '居民和商务服务',
    ...market,
    permit: null,
    violations: [unpriced, unfairAdvertising, fireSafety],
  },
  clinic: {
    field: '医疗卫生',
    department: '卫生健康局',
    numberWord: '卫',
    permit: {
      document: '医疗机构执业登记',
      licence: '医疗机构执业许可证',
      prefix: 'YL',
      content: '医疗机构执业',
      years: 5,
    },
    violations: [
      {
        type: '未按规定填写病历资料',
        facts: '部分病历资料未按规定填写、保管',
        basis: '《医疗纠纷预防和处理条例》第四十七条',
      },
    ],
  },
} as const satisfies Record<string, Trade>;

export type TradeId = keyof typeof trades;

/** The trade by its key, in its general shape. */
export function tradeOf(id: TradeId): Trade {
  return trades[id];
}
