import type { Column, Template } from './template.ts';

const repairColumns: readonly Column[] = [
  { field: 'correctedOn', header: '纠正完成日期', aliases: ['整改完成日期', '履行完成日期'] },
  { field: 'repairedOn', header: '信用修复日期', aliases: ['修复日期'] },
];

/** 行政处罚, current template. */
export const penaltyTemplate: Template = {
  id: 'penalty',
  title: '行政处罚',
  columns: [
    { field: 'name', header: '行政相对人名称', aliases: ['cf_xdr_mc'], required: true },
    { field: 'partyType', header: '行政相对人类别', aliases: ['cf_xdr_lb'], required: true },
    {
      field: 'uscc',
      header: '行政相对人代码_1(统一社会信用代码)',
      aliases: ['cf_xdr_shxym', '行政相对人代码_1'],
      required: true,
    },
    {
      field: 'registeredNo',
      header: '行政相对人代码_2(工商注册号)',
      aliases: ['cf_xdr_gszc', '行政相对人代码_2'],
    },
    {
      field: 'orgCode',
      header: '行政相对人代码_3(组织机构代码)',
      aliases: ['cf_xdr_zzjg', '行政相对人代码_3'],
    },
    { field: 'taxNo', header: '行政相对人代码_4(税务登记号)', aliases: ['cf_xdr_swdj', '行政相对人代码_4'] },
    {
      field: 'institutionNo',
      header: '行政相对人代码_5(事业单位证书号)',
      aliases: ['cf_xdr_sydw', '行政相对人代码_5'],
    },
    {
      field: 'socialOrgNo',
      header: '行政相对人代码_6(社会组织登记证号)',
      aliases: ['cf_xdr_shzz', '行政相对人代码_6'],
    },
    { field: 'legalRepresentative', header: '法定代表人', aliases: ['cf_frdb'] },
    { field: 'repIdType', header: '法定代表人证件类型', aliases: ['cf_fr_zjlx'] },
    {
      field: 'repIdNumber',
      header: '法定代表人证件号码',
      aliases: ['cf_fr_sfzh', '法定代表人身份证号'],
      personal: true,
    },
    { field: 'idType', header: '证件类型', aliases: ['cf_xdr_zjlx'] },
    { field: 'idNumber', header: '证件号码', aliases: ['cf_xdr_zjhm'], personal: true },
    { field: 'number', header: '行政处罚决定书文号', aliases: ['cf_wsh'], required: true },
    { field: 'violationType', header: '违法行为类型', aliases: ['cf_wfxw'], required: true },
    { field: 'facts', header: '违法事实', aliases: ['cf_sy'] },
    { field: 'basis', header: '处罚依据', aliases: ['cf_yj'] },
    { field: 'penaltyKinds', header: '处罚类别', aliases: ['cf_cflb'], required: true },
    { field: 'content', header: '处罚内容', aliases: ['cf_nr'] },
    { field: 'fine', header: '罚款金额(万元)', aliases: ['cf_nr_fk', '罚款金额'] },
    {
      field: 'confiscated',
      header: '没收违法所得、没收非法财物的金额(万元)',
      aliases: ['cf_nr_wfff', '没收违法所得、没收非法财物的金额'],
    },
    { field: 'licence', header: '暂扣或吊销证照名称及编号', aliases: ['cf_nr_zkdx'] },
    { field: 'decidedOn', header: '处罚决定日期', aliases: ['cf_jdrq'], required: true },
    { field: 'validUntil', header: '处罚有效期', aliases: ['cf_yxq'] },
    { field: 'publicityUntil', header: '公示截止期', aliases: ['cf_gsjzq'] },
    { field: 'authority', header: '处罚机关', aliases: ['cf_cfjg'], required: true },
    { field: 'authorityCode', header: '处罚机关统一社会信用代码', aliases: ['cf_cfjgdm'] },
    { field: 'source', header: '数据来源单位', aliases: ['cf_sjly'] },
    { field: 'sourceCode', header: '数据来源单位统一社会信用代码', aliases: ['cf_sjlydm'] },
    { field: 'remark', header: '备注', aliases: ['bz'] },
    ...repairColumns,
  ],
};

/** 行政处罚, template of 2015: codes _2 and _3 mean the other thing than today. */
export const penalty2015Template: Template = {
  id: 'penalty-2015',
  title: '行政处罚(2015版)',
  columns: [
    { field: 'number', header: '行政处罚决定书文号', aliases: ['cf_wsh'], required: true },
    { field: 'penaltyName', header: '处罚名称', aliases: ['cf_cfmc'], required: true },
    { field: 'penaltyKinds', header: '处罚类别1', aliases: ['cf_cflb1'], required: true },
    { field: 'penaltyKinds2', header: '处罚类别2', aliases: ['cf_cflb2'] },
    { field: 'facts', header: '处罚事由', aliases: ['cf_sy'] },
    { field: 'basis', header: '处罚依据', aliases: ['cf_yj'] },
    { field: 'name', header: '行政相对人名称', aliases: ['cf_xdr_mc'], required: true },
    {
      field: 'uscc',
      header: '行政相对人代码_1(统一社会信用代码)',
      aliases: ['cf_xdr_shxym', '行政相对人代码_1'],
      required: true,
    },
    {
      field: 'orgCode',
      header: '行政相对人代码_2(组织机构代码)',
      aliases: ['cf_xdr_zzjg', '行政相对人代码_2'],
    },
    {
      field: 'registeredNo',
      header: '行政相对人代码_3(工商登记码)',
      aliases: ['cf_xdr_gszc', '行政相对人代码_3'],
    },
    { field: 'taxNo', header: '行政相对人代码_4(税务登记号)', aliases: ['cf_xdr_swdj', '行政相对人代码_4'] },
    {
      field: 'idNumber',
      header: '行政相对人代码_5(居民身份证号)',
      aliases: ['cf_xdr_sfz', '行政相对人代码_5'],
      personal: true,
    },
    { field: 'legalRepresentative', header: '法定代表人姓名', aliases: ['cf_fr'] },
    { field: 'content', header: '处罚结果', aliases: ['cf_jg'] },
    { field: 'decidedOn', header: '处罚决定日期', aliases: ['cf_jdrq'], required: true },
    { field: 'authority', header: '处罚机关', aliases: ['cf_xzjg'], required: true },
    { field: 'state', header: '当前状态', aliases: ['cf_zt'] },
    { field: 'regionCode', header: '地方编码', aliases: ['dfbm'] },
    { field: 'updatedAt', header: '数据更新时间戳', aliases: ['sjc'] },
    { field: 'remark', header: '备注', aliases: ['bz'] },
    ...repairColumns,
  ],
};
