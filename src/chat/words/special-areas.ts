import { defineWords } from './words.ts';

/** 重点特殊领域: the links of the chain, and why an enterprise belongs to an area. */
export const specialAreaWords = defineWords({
  'link.making': { zh: '生产', en: 'making' },
  'link.selling': { zh: '经营', en: 'selling' },
  'link.moving': { zh: '运输', en: 'transport' },
  'link.storing': { zh: '储存', en: 'storage' },
  'link.using': { zh: '使用', en: 'use' },
  'link.testing': { zh: '检验检测', en: 'testing' },

  'area.by.register': { zh: '登记标记', en: 'marked in the register' },
  'area.by.licence': { zh: '{link}，持{licence}', en: '{link}, holds {licence}' },
  'area.by.licence.plain': { zh: '{link}，持有许可', en: '{link}, holds a licence' },
  'area.by.lapsedLicence': { zh: '{link}，{licence}已于 {day} 到期', en: '{link}, {licence} ended {day}' },
  'area.by.lapsedLicence.plain': { zh: '{link}，许可已到期', en: '{link}, its licence ended' },
  'area.by.industry': { zh: '{link}，行业代码 {code}', en: '{link}, industry {code}' },
  'area.item': { zh: '{area}（{reasons}）', en: '{area} ({reasons})' },
  'area.reasons.join': { zh: '；', en: '; ' },
});
