import type { Template } from './template.ts';

/** 行政许可, current template. */
export const permitTemplate: Template = {
  id: 'permit',
  title: '行政许可',
  columns: [
    { field: 'name', header: '行政相对人名称', aliases: ['xk_xdr_mc'], required: true },
    { field: 'partyType', header: '行政相对人类别', aliases: ['xk_xdr_lb'] },
    {
      field: 'uscc',
      header: '行政相对人代码_1(统一社会信用代码)',
      aliases: ['xk_xdr_shxym', '行政相对人代码_1'],
      required: true,
    },
    {
      field: 'registeredNo',
      header: '行政相对人代码_2(工商注册号)',
      aliases: ['xk_xdr_gszc', '行政相对人代码_2'],
    },
    {
      field: 'orgCode',
      header: '行政相对人代码_3(组织机构代码)',
      aliases: ['xk_xdr_zzjg', '行政相对人代码_3'],
    },
    { field: 'taxNo', header: '行政相对人代码_4(税务登记号)', aliases: ['xk_xdr_swdj', '行政相对人代码_4'] },
    {
      field: 'institutionNo',
      header: '行政相对人代码_5(事业单位证书号)',
      aliases: ['xk_xdr_sydw', '行政相对人代码_5'],
    },
    {
      field: 'socialOrgNo',
      header: '行政相对人代码_6(社会组织登记证号)',
      aliases: ['xk_xdr_shzz', '行政相对人代码_6'],
    },
    { field: 'legalRepresentative', header: '法定代表人', aliases: ['xk_frdb'] },
    { field: 'repIdType', header: '法定代表人证件类型', aliases: ['xk_fr_zjlx'] },
    {
      field: 'repIdNumber',
      header: '法定代表人身份证号',
      aliases: ['xk_fr_sfzh', '法定代表人证件号码'],
      personal: true,
    },
    { field: 'idType', header: '证件类型', aliases: ['xk_xdr_zjlx'] },
    { field: 'idNumber', header: '证件号码', aliases: ['xk_xdr_zjhm'], personal: true },
    { field: 'document', header: '行政许可决定文书名称', aliases: ['xk_xkws'] },
    { field: 'number', header: '行政许可决定文书号', aliases: ['xk_wsh'], required: true },
    { field: 'category', header: '许可类别', aliases: ['xk_xklb'], required: true },
    { field: 'licenceName', header: '许可证书名称', aliases: ['xk_xkzs'] },
    { field: 'licenceNo', header: '许可编号', aliases: ['xk_xkbh'] },
    { field: 'content', header: '许可内容', aliases: ['xk_nr'] },
    { field: 'decidedOn', header: '许可决定日期', aliases: ['xk_jdrq'], required: true },
    { field: 'validFrom', header: '有效期自', aliases: ['xk_yxqz'] },
    { field: 'validUntil', header: '有效期至', aliases: ['xk_yxqzi'] },
    { field: 'authority', header: '许可机关', aliases: ['xk_xkjg'], required: true },
    { field: 'authorityCode', header: '许可机关统一社会信用代码', aliases: ['xk_xkjgdm'] },
    { field: 'state', header: '当前状态', aliases: ['xk_zt'] },
    { field: 'source', header: '数据来源单位', aliases: ['xk_sjly'] },
    { field: 'sourceCode', header: '数据来源单位统一社会信用代码', aliases: ['xk_sjlydm'] },
    { field: 'remark', header: '备注', aliases: ['bz'] },
  ],
};
