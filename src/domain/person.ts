/** 角色: what a person is to the system. Without a binding everyone is the public. */
export const roles = ['public', 'enterprise', 'official', 'inspector', 'planner', 'administrator'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  id: string;
  name: string;
  role: Role;
  department: string | null;
  /** 行政区划代码 of the person's jurisdiction. */
  regionCode: string | null;
  /** The enterprise a representative speaks for. */
  uscc: string | null;
  sample: boolean;
}

/** Whoever is not known. */
export const stranger: Person = {
  id: 'public',
  name: '',
  role: 'public',
  department: null,
  regionCode: null,
  uscc: null,
  sample: false,
};

/** Those who supervise: they see all of an enterprise's record, each look-up is audited. */
export function isSupervisor(person: Person): boolean {
  return person.role !== 'public' && person.role !== 'enterprise';
}
