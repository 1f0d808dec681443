import { type Role, roles } from './person.ts';

const supervisors: readonly Role[] = ['official', 'inspector', 'planner'];
const staff: readonly Role[] = [...supervisors, 'administrator'];
const administrators: readonly Role[] = ['administrator'];

/**
 * Who may do what at all; about whom and about which enterprise is decided by `scope.ts` and `authority.ts`. Whatever
 * a service offers stands here, under the name that the audit log has for it.
 */
export const rights = {
  'credit.view': roles,
  'credit.past': [...supervisors, 'enterprise'],
  'credit.whatIf': [...supervisors, 'enterprise'],
  'class.history': [...supervisors, 'enterprise'],
  'class.follow': supervisors,
  'class.override': ['official'],
  'objection.raise': ['enterprise'],
  'objection.list': [...supervisors, 'enterprise'],
  'objection.decide': ['official'],
  'measure.view': [...supervisors, 'enterprise'],
  'list.view': [...supervisors, 'enterprise'],
  'list.enter': ['official'],
  'list.state': ['enterprise'],
  'list.persons': supervisors,
  'inclusive.view': [...supervisors, 'enterprise'],
  'inclusive.ask': ['official', 'enterprise'],
  'exemption.judge': ['official', 'inspector'],
  'exemption.list': ['official', 'inspector', 'enterprise'],
  'watch.view': [...supervisors, 'enterprise'],
  'interview.book': ['enterprise'],
  'interview.settle': ['official'],
  'warning.view': staff,
  'warning.answer': staff,
  'notice.set': [...staff, 'enterprise'],
  'policy.change': administrators,
  'name.search': roles,
  'lookups.own': ['enterprise'],
  'account.bind': roles,
  'account.release': roles,
  'purpose.choose': supervisors,
  'approval.list': staff,
  'approval.decide': staff,
  'person.list': administrators,
  'person.add': administrators,
  'person.role': administrators,
  'person.disable': administrators,
  'person.enable': administrators,
  'org.list': administrators,
  'org.add': administrators,
  'org.close': administrators,
  'bind.code': administrators,
  'bind.list': administrators,
  'bind.remove': administrators,
  'quota.list': administrators,
  'quota.set': administrators,
  'key.use': administrators,
  'audit.read': administrators,
  'delivery.list': administrators,
  'delivery.change': administrators,
  'sending.change': administrators,
  'quarantine.list': administrators,
  'quarantine.drop': administrators,
  'data.import': administrators,
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

export function may(role: Role, right: Right): boolean {
  return (rights[right] as readonly Role[]).includes(role);
}

/** 查询事由: why somebody who supervises looks an enterprise up. */
export const purposes = ['supervision', 'inspection', 'approval', 'complaint', 'finance', 'other'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * Purposes that an enterprise is not told of at once: it would learn of an inspection before it comes (P7), or that
 * somebody complained.
 */
export const withheldPurposes: ReadonlySet<string> = new Set<Purpose>(['inspection', 'complaint']);

/** The purpose that is noted where none was chosen. */
export const usualPurpose: Partial<Record<Role, Purpose>> = {
  official: 'supervision',
  planner: 'supervision',
  inspector: 'inspection',
};

/** Different enterprises that may be looked up a day, where nothing else was set: our default (origin: default). */
export const dailyQuota: Record<Role, number> = {
  public: 100,
  enterprise: 100,
  official: 300,
  inspector: 200,
  planner: 300,
  administrator: 50,
};
export const orgDailyQuota = 5_000;

/** Different enterprises looked up today: by a person or account, and by the people of its organisation added up. */
export interface Used {
  own: number;
  org: number;
}
