import type { Column, Template } from './template.ts';

/** Templates for which no national one could be established; documented in docs/templates.md. */
const party: readonly Column[] = [
  { field: 'name', header: '名称', aliases: ['主体名称', '企业名称', '市场主体名称'], required: true },
  { field: 'uscc', header: '统一社会信用代码', aliases: ['uscc', '信用代码'], required: true },
];
const provenance: readonly Column[] = [
  { field: 'source', header: '数据来源单位' },
  { field: 'remark', header: '备注' },
];

/** 市场主体登记信息. */
export const enterpriseTemplate: Template = {
  id: 'enterprise',
  title: '市场主体',
  columns: [
    ...party,
    { field: 'regionCode', header: '行政区划代码', required: true },
    { field: 'industryCode', header: '行业代码', aliases: ['行业代码GB/T4754', '行业代码(GB/T4754)'] },
    { field: 'establishedOn', header: '成立日期' },
    { field: 'registrationStatus', header: '登记状态' },
    { field: 'legalRepresentative', header: '法定代表人' },
    { field: 'repIdNumber', header: '法定代表人证件号码', aliases: ['法定代表人身份证号'], personal: true },
    { field: 'address', header: '住所' },
    { field: 'specialAreas', header: '特殊领域标记', aliases: ['重点特殊领域'] },
    { field: 'formerNames', header: '曾用名' },
    { field: 'sampleMark', header: '示例数据' },
    ...provenance,
  ],
};

/** 公共信用综合评价: 优良中差. */
export const publicEvaluationTemplate: Template = {
  id: 'evaluation-public',
  title: '公共信用综合评价',
  columns: [
    ...party,
    { field: 'publicGrade', header: '公共信用综合评价等级', aliases: ['综合评价等级'], required: true },
    { field: 'score', header: '评价得分' },
    { field: 'period', header: '评价期次', required: true },
    { field: 'decidedOn', header: '评价日期', required: true },
    { field: 'authority', header: '评价机构' },
    ...provenance,
  ],
};

/** 行业信用评价: A–D. */
export const industryEvaluationTemplate: Template = {
  id: 'evaluation-industry',
  title: '行业信用评价',
  columns: [
    ...party,
    { field: 'industryGrade', header: '行业信用评价等级', required: true },
    { field: 'industry', header: '行业领域', required: true },
    { field: 'score', header: '评价得分' },
    { field: 'period', header: '评价期次', required: true },
    { field: 'decidedOn', header: '评价日期', required: true },
    { field: 'authority', header: '评价机构', required: true },
    ...provenance,
  ],
};

/** 市场信用评价: a score from 0 to 100 by a credit service agency. */
export const marketEvaluationTemplate: Template = {
  id: 'evaluation-market',
  title: '市场信用评价',
  columns: [
    ...party,
    { field: 'marketScore', header: '市场信用评价得分', required: true },
    { field: 'period', header: '评价期次', required: true },
    { field: 'decidedOn', header: '评价日期', required: true },
    { field: 'authority', header: '信用服务机构', required: true },
    ...provenance,
  ],
};

/** The other eight of the 十公示, in one shape. */
export const publicityTemplate: Template = {
  id: 'publicity',
  title: '十公示(其他八类)',
  columns: [
    ...party,
    { field: 'publicityKind', header: '公示类别', required: true },
    { field: 'number', header: '决定文书号', required: true },
    { field: 'decidedOn', header: '决定日期', required: true },
    { field: 'authority', header: '决定机关', required: true },
    { field: 'content', header: '内容', required: true },
    { field: 'validUntil', header: '有效期至' },
    { field: 'publicityUntil', header: '公示截止期' },
    ...provenance,
  ],
};

/** Lists: 经营异常名录, 严重违法失信名单, 守信激励 … */
export const listTemplate: Template = {
  id: 'list',
  title: '名录名单',
  columns: [
    ...party,
    { field: 'list', header: '名单类别', aliases: ['名录类别'], required: true },
    { field: 'number', header: '列入决定书文号', aliases: ['列入文号'], required: true },
    { field: 'ground', header: '列入事由', aliases: ['列入原因'] },
    { field: 'decidedOn', header: '列入日期', required: true },
    { field: 'authority', header: '列入机关', required: true },
    { field: 'validUntil', header: '移出日期' },
    { field: 'publicityUntil', header: '公示截止期' },
    ...provenance,
  ],
};

/** 信用承诺. */
export const commitmentTemplate: Template = {
  id: 'commitment',
  title: '信用承诺',
  columns: [
    ...party,
    { field: 'commitmentType', header: '承诺类型', required: true },
    { field: 'number', header: '承诺编号', required: true },
    { field: 'matter', header: '承诺事项', required: true },
    { field: 'decidedOn', header: '承诺作出日期', required: true },
    { field: 'validUntil', header: '承诺有效期' },
    { field: 'authority', header: '承诺受理单位', required: true },
    { field: 'fulfilment', header: '履约状态' },
    { field: 'correctedOn', header: '纠正完成日期' },
    { field: 'repairedOn', header: '信用修复日期' },
    ...provenance,
  ],
};

/** 节假日与调休. */
export const holidayTemplate: Template = {
  id: 'holiday',
  title: '节假日与调休',
  columns: [
    { field: 'day', header: '日期', required: true },
    { field: 'dayType', header: '类型', required: true },
    { field: 'holidayName', header: '名称', aliases: ['节日名称'], required: true },
  ],
};
