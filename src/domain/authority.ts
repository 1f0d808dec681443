import { isSupervisor, type Person } from './person.ts';
import { lies, regionScope } from './scope.ts';

/** Administrators look after people whose region lies within their own; those without a region are anybody's. */
export function administers(administrator: Person, regionCode: string | null): boolean {
  if (administrator.role !== 'administrator') return false;
  return regionCode === null || lies(regionCode, regionScope(administrator.regionCode));
}

/** What a second person is asked to agree to. */
export interface Question {
  kind: string;
  askedBy: string;
  /** Whom it is about; null: a department, or the system. */
  personId: string | null;
  /** Region of whom or what it is about; null: of nowhere, or the system. */
  regionCode: string | null;
  /** The organisation of whom it is about, and those above it. */
  lineage: readonly string[];
}

/** Decisions about an enterprise: an official who supervises it may agree as well. */
const aboutEnterprises: ReadonlySet<string> = new Set(['classOverride', 'listEntry', 'inclusivePeriod']);

/**
 * Four eyes: neither who asked nor whom it is about. An administrator of the region; for accounts of staff also an
 * official of the same organisation or of one above it. What is about the system takes one of a whole province.
 */
export function mayDecide(person: Person, question: Question): boolean {
  if (person.id === question.askedBy || person.id === question.personId) return false;
  const ofSystem = question.personId === null && question.regionCode === null;
  if (ofSystem) return person.role === 'administrator' && /0000$/.test(person.regionCode ?? '');
  if (administers(person, question.regionCode)) return true;
  if (aboutEnterprises.has(question.kind))
    return (
      person.role === 'official' &&
      question.regionCode !== null &&
      lies(question.regionCode, regionScope(person.regionCode))
    );
  const colleague = person.orgId !== null && question.lineage.includes(person.orgId);
  return question.kind === 'binding' && isSupervisor(person) && colleague;
}
