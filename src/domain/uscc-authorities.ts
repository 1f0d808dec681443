/** 登记管理部门 and 机构类别, positions 1 and 2 of a 统一社会信用代码. */
export interface Authority {
  /** 登记管理部门代码, one character. */
  readonly code: string;
  /** 机构类别代码, one character. */
  readonly category: string;
  readonly zh: string;
  readonly en: string;
}

interface Department {
  readonly zh: string;
  readonly en: string;
  readonly categories: Readonly<Record<string, readonly [zh: string, en: string]>>;
}

const other = ['其他', 'other'] as const;

/** GB 32100-2015, tables of clause 4; market regulation is called 工商 there. */
const departments: Readonly<Record<string, Department>> = {
  1: {
    zh: '机构编制',
    en: 'public sector reform',
    categories: {
      1: ['机关', 'state organ'],
      2: ['事业单位', 'public institution'],
      3: ['中央编办直接管理机构编制的群众团体', 'mass organisation under central establishment'],
      9: other,
    },
  },
  2: {
    zh: '外交',
    en: 'foreign affairs',
    categories: { 1: ['外国常驻新闻机构', 'resident foreign media'], 9: other },
  },
  3: {
    zh: '司法行政',
    en: 'justice',
    categories: {
      1: ['律师执业机构', 'law firm'],
      2: ['公证处', 'notary office'],
      3: ['基层法律服务所', 'grass-roots legal service'],
      4: ['司法鉴定机构', 'forensic institute'],
      5: ['仲裁委员会', 'arbitration commission'],
      9: other,
    },
  },
  4: {
    zh: '文化',
    en: 'culture',
    categories: { 1: ['外国在华文化中心', 'foreign cultural centre'], 9: other },
  },
  5: {
    zh: '民政',
    en: 'civil affairs',
    categories: {
      1: ['社会团体', 'association'],
      2: ['民办非企业单位', 'private non-enterprise unit'],
      3: ['基金会', 'foundation'],
      9: other,
    },
  },
  6: {
    zh: '旅游',
    en: 'tourism',
    categories: {
      1: ['外国旅游部门常驻代表机构', 'foreign tourism office'],
      2: ['港澳台地区旅游部门常驻内地（大陆）代表机构', 'Hong Kong, Macao or Taiwan tourism office'],
      9: other,
    },
  },
  7: {
    zh: '宗教',
    en: 'religious affairs',
    categories: { 1: ['宗教活动场所', 'religious venue'], 2: ['宗教院校', 'religious school'], 9: other },
  },
  8: { zh: '工会', en: 'trade unions', categories: { 1: ['基层工会', 'grass-roots trade union'], 9: other } },
  9: {
    zh: '市场监管',
    en: 'market regulation',
    categories: {
      1: ['企业', 'enterprise'],
      2: ['个体工商户', 'individual business'],
      3: ['农民专业合作社', 'farmers’ co-operative'],
    },
  },
  A: {
    zh: '中央军委改革和编制办公室',
    en: 'military',
    categories: { 1: ['军队事业单位', 'military institution'], 9: other },
  },
  N: {
    zh: '农业农村',
    en: 'agriculture',
    categories: {
      1: ['组级集体经济组织', 'group-level collective'],
      2: ['村级集体经济组织', 'village collective'],
      3: ['乡镇级集体经济组织', 'township collective'],
      9: other,
    },
  },
  Y: { zh: '其他', en: 'other', categories: { 1: other } },
};

/** True for a 登记管理部门代码 of the standard. */
export function isDepartment(code: string): boolean {
  return Object.hasOwn(departments, code);
}

/** What the first two characters of a code say, null for a combination that the standard does not have. */
export function authorityOf(code: string, category: string): Authority | null {
  const department = isDepartment(code) ? departments[code] : undefined;
  const names =
    department && Object.hasOwn(department.categories, category)
      ? department.categories[category]
      : undefined;
  if (!department || !names) return null;
  return { code, category, zh: `${department.zh} · ${names[0]}`, en: `${department.en} · ${names[1]}` };
}
