/** 角色: what a person is to the system. Without a binding everyone is the public. */
export const roles = ['public', 'enterprise', 'official', 'inspector', 'planner', 'administrator'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  id: string;
  name: string;
  role: Role;
  orgId: string | null;
  /** Name of the organisation. */
  department: string | null;
  /** 行政区划代码 of the person's jurisdiction. */
  regionCode: string | null;
  /** The enterprise a representative speaks for. */
  uscc: string | null;
  sample: boolean;
  /**
   * Names and codes of the departments whose unpublicised records the person's own department sees: its line
   * (行业主管部门). Null: of all departments (综合监管部门).
   */
  line: readonly string[] | null;
  /** Different enterprises a day, of the person and of the organisation; null: the default. */
  quota: number | null;
  orgQuota: number | null;
}

/** Whoever is not known. */
export const stranger: Person = {
  id: 'public',
  name: '',
  role: 'public',
  orgId: null,
  department: null,
  regionCode: null,
  uscc: null,
  sample: false,
  line: [],
  quota: null,
  orgQuota: null,
};

/** Those who supervise enterprises. Administrators look after people and the system: of credit they see what all see. */
export function isSupervisor({ role }: Pick<Person, 'role'>): boolean {
  return role === 'official' || role === 'inspector' || role === 'planner';
}

/** Those whose accounts a second official has to agree to. */
export function isStaff({ role }: Pick<Person, 'role'>): boolean {
  return isSupervisor({ role }) || role === 'administrator';
}
