import { defineWords } from './words.ts';

/** What a draft policy would change, in the terminal. */
export const simulationWords = defineWords({
  'cli.simulate.title': {
    zh: '规则草案模拟（截至 {asOf}）',
    en: 'Simulation of a draft policy, as of {asOf}',
  },
  'cli.simulate.current': { zh: '现行规则：{policies}', en: 'Current policy: {policies}' },
  'cli.simulate.draft': { zh: '规则草案：{policies}', en: 'Draft policy: {policies}' },
  'cli.simulate.policy': { zh: '{title}（{id}）', en: '{title} ({id})' },
  'cli.simulate.and': { zh: '；', en: '; ' },
  'cli.simulate.nobody': { zh: '没有企业可供模拟。', en: 'There are no enterprises to simulate with.' },
  'cli.simulate.total': { zh: '企业总数：{total}', en: 'Enterprises: {total}' },
  'cli.simulate.changed': {
    zh: '等级变化：{changed}（{percent}），其中变好 {better}，变差 {worse}；不变 {same}',
    en: 'Class changes: {changed} ({percent}), better {better}, worse {worse}; unchanged {same}',
  },
  'cli.simulate.provisional': {
    zh: '等级为暂定：现行 {before}，草案 {after}',
    en: 'Provisional classes: current {before}, draft {after}',
  },
  'cli.simulate.matrix': {
    zh: '信用等级对照（行：现行规则；列：规则草案）',
    en: 'Credit classes (rows: current policy; columns: draft policy)',
  },
  'cli.simulate.corner': { zh: '现行＼草案', en: 'current \\ draft' },
  'cli.simulate.sum': { zh: '合计', en: 'Total' },
  'cli.simulate.regions': { zh: '按地市（只列有变化的）', en: 'By city (with changes only)' },
  'cli.simulate.industries': {
    zh: '按行业门类（只列有变化的）',
    en: 'By section of industry (with changes only)',
  },
  'cli.simulate.region': { zh: '地市', en: 'City' },
  'cli.simulate.industry': { zh: '行业门类', en: 'Section' },
  'cli.simulate.number': { zh: '企业数', en: 'Enterprises' },
  'cli.simulate.numberChanged': { zh: '变化', en: 'Changed' },
  'cli.simulate.better': { zh: '变好', en: 'Better' },
  'cli.simulate.worse': { zh: '变差', en: 'Worse' },
  'cli.simulate.regionUnknown': { zh: '地市不明', en: 'city not known' },
  'cli.simulate.industryUnknown': { zh: '行业不明', en: 'industry not known' },
  'cli.simulate.regionsSame': { zh: '没有变化的地市：{count} 个', en: 'Cities without any change: {count}' },
  'cli.simulate.industriesSame': {
    zh: '没有变化的行业门类：{count} 个',
    en: 'Sections without any change: {count}',
  },
  'cli.simulate.kind': {
    zh: '{from} → {to}：共 {count} 家，示例 {shown} 家',
    en: '{from} → {to}: {count} in all, {shown} shown',
  },
  'cli.simulate.before': { zh: '现行：{rules}', en: 'current: {rules}' },
  'cli.simulate.after': { zh: '草案：{rules}', en: 'draft: {rules}' },
  'cli.simulate.rule': { zh: '{title}〔{rule}，{clause}〕', en: '{title} [{rule}, {clause}]' },

  // GB/T 4754-2017
  'cli.simulate.section.A': {
    zh: '农、林、牧、渔业',
    en: 'Agriculture, forestry, animal husbandry and fishery',
  },
  'cli.simulate.section.B': { zh: '采矿业', en: 'Mining' },
  'cli.simulate.section.C': { zh: '制造业', en: 'Manufacturing' },
  'cli.simulate.section.D': {
    zh: '电力、热力、燃气及水生产和供应业',
    en: 'Electricity, heat, gas and water',
  },
  'cli.simulate.section.E': { zh: '建筑业', en: 'Construction' },
  'cli.simulate.section.F': { zh: '批发和零售业', en: 'Wholesale and retail trade' },
  'cli.simulate.section.G': { zh: '交通运输、仓储和邮政业', en: 'Transport, storage and post' },
  'cli.simulate.section.H': { zh: '住宿和餐饮业', en: 'Accommodation and catering' },
  'cli.simulate.section.I': {
    zh: '信息传输、软件和信息技术服务业',
    en: 'Information transmission, software and IT services',
  },
  'cli.simulate.section.J': { zh: '金融业', en: 'Finance' },
  'cli.simulate.section.K': { zh: '房地产业', en: 'Real estate' },
  'cli.simulate.section.L': { zh: '租赁和商务服务业', en: 'Leasing and business services' },
  'cli.simulate.section.M': {
    zh: '科学研究和技术服务业',
    en: 'Scientific research and technical services',
  },
  'cli.simulate.section.N': {
    zh: '水利、环境和公共设施管理业',
    en: 'Water conservancy, environment and public facilities',
  },
  'cli.simulate.section.O': {
    zh: '居民服务、修理和其他服务业',
    en: 'Services to households, repair and other services',
  },
  'cli.simulate.section.P': { zh: '教育', en: 'Education' },
  'cli.simulate.section.Q': { zh: '卫生和社会工作', en: 'Health and social work' },
  'cli.simulate.section.R': { zh: '文化、体育和娱乐业', en: 'Culture, sports and entertainment' },
  'cli.simulate.section.S': {
    zh: '公共管理、社会保障和社会组织',
    en: 'Public administration, social security and social organisations',
  },
  'cli.simulate.section.T': { zh: '国际组织', en: 'International organisations' },
});
