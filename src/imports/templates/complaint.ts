import type { Template } from './template.ts';

/**
 * 投诉举报办理结果, ours: what came of a complaint, never who complained. Columns that ticket systems have for that are
 * known here only to be dropped, and so is every column beyond these.
 */
export const complaintTemplate: Template = {
  id: 'complaint',
  title: '投诉举报办理结果',
  closed: true,
  columns: [
    {
      field: 'name',
      header: '名称',
      aliases: ['主体名称', '企业名称', '市场主体名称', '被投诉举报单位'],
      required: true,
    },
    { field: 'uscc', header: '统一社会信用代码', aliases: ['uscc', '信用代码'], required: true },
    { field: 'number', header: '编号', aliases: ['工单号', '工单编号'], required: true },
    { field: 'channel', header: '渠道', aliases: ['受理渠道'], required: true },
    { field: 'matter', header: '事项', aliases: ['投诉举报事项'], required: true, contacts: true },
    { field: 'acceptedOn', header: '受理日期' },
    { field: 'outcome', header: '办理结果', aliases: ['核查结果'], required: true },
    { field: 'decidedOn', header: '办结日期', required: true },
    { field: 'authority', header: '办理单位', aliases: ['承办单位'], required: true },
    { field: 'complainant', header: '投诉举报人', aliases: ['投诉人', '举报人', '来电人'], personal: true },
    { field: 'telephone', header: '联系电话', aliases: ['手机号码', '来电号码'], personal: true },
    { field: 'idNumber', header: '证件号码', aliases: ['身份证号', '身份证号码'], personal: true },
    { field: 'source', header: '数据来源单位' },
    { field: 'remark', header: '备注', contacts: true },
  ],
};
