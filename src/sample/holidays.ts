/** A run of days, both ends included. */
interface Span {
  name: string;
  type: '放假' | '上班';
  from: string;
  days: number;
}

const rest = (name: string, from: string, days: number): Span => ({ name, type: '放假', from, days });
const work = (name: string, ...days: string[]): Span[] =>
  days.map((from) => ({ name, type: '上班', from, days: 1 }));

/** The State Council's tables for 2025 and 2026: real, not sample data, since there is no other calendar. */
export const holidaySpans: readonly Span[] = [
  rest('元旦', '2025-01-01', 1),
  rest('春节', '2025-01-28', 8),
  ...work('春节', '2025-01-26', '2025-02-08'),
  rest('清明节', '2025-04-04', 3),
  rest('劳动节', '2025-05-01', 5),
  ...work('劳动节', '2025-04-27'),
  rest('端午节', '2025-05-31', 3),
  rest('国庆节、中秋节', '2025-10-01', 8),
  ...work('国庆节、中秋节', '2025-09-28', '2025-10-11'),
  rest('元旦', '2026-01-01', 3),
  ...work('元旦', '2026-01-04'),
  rest('春节', '2026-02-15', 9),
  ...work('春节', '2026-02-14', '2026-02-28'),
  rest('清明节', '2026-04-04', 3),
  rest('劳动节', '2026-05-01', 5),
  ...work('劳动节', '2026-05-09'),
  rest('端午节', '2026-06-19', 3),
  rest('中秋节', '2026-09-25', 3),
  rest('国庆节', '2026-10-01', 7),
  ...work('国庆节', '2026-09-20', '2026-10-10'),
];
