import { defineWords } from './words.ts';

/** The subcommands of the credit core. */
export const creditCliWords = defineWords({
  'cli.option.asOf': {
    zh: '按哪一天（YYYY-MM-DD），默认今天',
    en: 'as of which day (YYYY-MM-DD); today if left out',
  },
  'cli.grade': { zh: '评定企业的信用等级及其依据', en: 'the credit class of enterprises and its basis' },
  'cli.grade.basis': {
    zh: '    {title}（{clause}）{records}  {from} 至 {to}',
    en: '    {title} ({clause}) {records}  {from} – {to}',
  },
  'cli.repair': { zh: '每条失信记录何时可以修复', en: 'when each record can be repaired' },
  'cli.repair.line': {
    zh: '{number}  {tier}  {state}  最早 {earliest}  最晚 {latest}  还缺 {missing}  规则组 {ruleSet}',
    en: '{number}  {tier}  {state}  earliest {earliest}  latest {latest}  missing {missing}  rule set {ruleSet}',
  },
  'cli.regrade': { zh: '对全部企业重新评级', en: 'judge the whole population anew' },
  'cli.regrade.done': {
    zh: '截至{asOf}：共{total}家，写入{written}家，等级变化待告知{queued}家。',
    en: 'As of {asOf}: {total} enterprises, {written} written, {queued} with another class left to the service.',
  },
  'cli.policy': { zh: '规则：模拟、提请施行、列表', en: 'policies: simulate, propose, list' },
  'cli.policy.simulate': {
    zh: '模拟规则草案对全部企业的影响',
    en: 'what a draft would change over the whole population',
  },
  'cli.policy.propose': {
    zh: '提请施行新的规则（须另有两人复核，并定施行日期）',
    en: 'propose a policy: two others have to agree, and it takes effect on a day',
  },
  'cli.policy.list': { zh: '施行中的规则和提请记录', en: 'policies in force, and what was proposed' },
  'cli.policy.file': { zh: '规则文件（YAML）', en: 'a policy file (YAML)' },
  'cli.policy.from': { zh: '施行日期（YYYY-MM-DD）', en: 'the day on which it takes effect (YYYY-MM-DD)' },
  'cli.policy.samples': { zh: '每类变化举例的企业数', en: 'examples for each kind of change' },
  'cli.policy.proposed': {
    zh: '{id} 已提请自{from}起施行，须另两人在聊天中复核：第{approvals}号。',
    en: '{id} is proposed from {from} on; two others have to agree in a chat: no. {approvals}.',
  },
  'cli.policy.dropped': {
    zh: '注意：行业细则 {ids} 所依据的是其他规则，新规则施行后不再适用，请另行制定。',
    en: 'Note: the industry files {ids} narrow another policy and end with it; write them anew for this one.',
  },
  'cli.policy.version': {
    zh: '{id}  自{from}  {state}  {by} 提请  复核：{agreed}',
    en: '{id}  from {from}  {state}  proposed by {by}  agreed by {agreed}',
  },
  'policy.state.proposed': { zh: '待复核', en: 'proposed' },
  'policy.state.adopted': { zh: '已批准', en: 'adopted' },
  'policy.state.refused': { zh: '未获批准', en: 'refused' },
});
