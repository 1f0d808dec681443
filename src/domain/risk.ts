/**
 * 企业信用风险分类 (国市监信发〔2022〕6号): A low, B general, C higher, D high. Market supervision's own measure of how
 * likely trouble is; not the credit class (`CreditClass`), which says what has happened. Neither is made from the other.
 */
export const creditRiskLevels = ['A', 'B', 'C', 'D'] as const;
export type CreditRiskLevel = (typeof creditRiskLevels)[number];
