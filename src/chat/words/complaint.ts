import { defineWords } from './words.ts';

/** What came of complaints, on the card of those who supervise. */
export const complaintWords = defineWords({
  'complaint.verified': { zh: '属实 {count} 件', en: '{count} verified' },
  'complaint.partly': { zh: '部分属实 {count} 件', en: '{count} verified in part' },
  'complaint.unfounded': { zh: '不属实 {count} 件', en: '{count} unfounded' },
  'complaint.open': { zh: '办理中 {count} 件', en: '{count} open' },
  'credit.complaints': { zh: '投诉举报（内部）', en: 'complaints (internal)' },
  'credit.complaints.value': {
    zh: '{counts}；不影响信用等级',
    en: '{counts}; the class does not depend on them',
  },
});
