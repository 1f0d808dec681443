import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCommands } from '../../commands/index.ts';
import { may, type Right, rights } from '../../src/domain/rights.ts';
import { createPolicyBook } from '../../src/services/policy.ts';
import type { Database } from '../../src/store/database.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { seededRandom } from '../support/people.ts';

const folder = join(import.meta.dirname, '../../src/services');

/**
 * What no person reaches by itself, each with why. Whatever else a service exports must stand behind a right: a new
 * service without one fails here.
 */
const withoutRight: Record<string, string> = {
  'approval-cards': 'makes cards of what it is given',
  'approval-effects': 'called by decideApproval, which is guarded',
  'approvals.askApproval': 'called by guarded services',
  'approvals.isBeginning': 'a question about the state',
  'approvals.useApproval': 'called by guarded services',
  conversations: 'the router’s way to the tables',
  guard: 'makes the guard itself',
  'intake.takeIn': 'needs the owner of the tables, as nobody who asks in a chat is',
  notify: 'called by guarded services',
  'people.administeredPerson': 'checks whom an administrator looks after',
  'people.checkedRegion': 'a check of words',
  personas: 'of this machine only',
  policy: 'reads the program’s own files',
  'quotas.watchUsage': 'a job',
  'search.searchNames': 'names are public; called by findByName, which is guarded, and at the machine',
  'sending.checkHome': 'at the start',
  'sending.stillHome': 'again and again',
  keys: 'files of this machine',
  calendar: 'a job',
  'class-cards': 'makes cards of what it is given',
  judging: 'at the machine, with the owner’s rights',
  'objection-cards': 'makes cards of what it is given',
  'list-cards': 'makes cards of what it is given',
  'list-cases.approvalOf': 'called by guarded services',
  'list-cases.ownCase': 'called by guarded services',
  'list-cases.representatives': 'called by guarded services',
  'list-cases.sightOf': 'what a person may see',
  'list-cases.subjectOf': 'called by guarded services',
  'list-cases.supervised': 'called by guarded services',
  'list-effects': 'called by decideApproval, which is guarded',
  'list-leaving.watchLists': 'a job',
  'measure-list': 'reads the program’s own files',
  'measures.measuresOfOne': 'at the machine, with the owner’s rights',
  'objections.remindOverdue': 'a job',
  'exemption-cards': 'makes cards of what it is given',
  'exemption-list.readExemptions': 'reads the program’s own files',
  'exemption-list.shippedExemptions': 'as readExemptions',
  'exemptions.needsReason': 'a question about what it is given',
  'exemption-follow-up.remindExemptions': 'a job',
  'inclusive-cards': 'makes cards of what it is given',
  'inclusive-effect': 'called by decideApproval, which is guarded',
  'inclusive-periods.openOwn': 'called by guarded services',
  'inclusive-periods.remindInclusivePeriods': 'a job',
  'inclusive-periods.sightOver': 'what a person may see',
  'policy-file': 'reads files of the machine',
  'policy-versions.refreshPolicies': 'reads the program’s own files, and what was adopted',
  'policy-versions.shippedPolicies': 'as refreshPolicies',
  'industry-policy': 'reads the program’s own files',
  regrade: 'a job',
  'regrade-all': 'a job, or at the machine',
  supervisors: 'called by guarded services',
  audit: 'at the machine, with the owner’s rights; the service itself only adds to the log',
  'audit-proof': 'as audit; anybody may check a proof, without the database',
  'audit-verify': 'as audit',
  'key-files': 'files of this machine',
  'intake.importedBefore': 'as takeIn',
  witnesses: 'called by a job',
  announce: 'called by jobs, within the sight that they opened',
  duty: 'called by guarded services and jobs',
  'interview-cards': 'makes cards of what it is given',
  'notices.sendDueNotices': 'again and again',
  'warning-cards': 'makes cards of what it is given',
  'warning-follow-up': 'a job',
  'warning-raising': 'called where enterprises are judged',
  'warning-terms': 'counts days',
  'watch-cards': 'makes cards of what it is given',
  'watch-jobs': 'a job',
  'watch-steps': 'called where enterprises are judged',
  'watch-here': 'at the machine, with the owner’s rights',
  weekly: 'again and again',
  watching: 'called where enterprises are judged',
};

describe('every service', () => {
  it('stands behind a right that there is, or is known to need none', async () => {
    const unguarded: string[] = [];
    for (const file of readdirSync(folder)) {
      const name = file.replace(/\.ts$/, '');
      const module: Record<string, unknown> = await import(join(folder, file));
      for (const [key, value] of Object.entries(module)) {
        if (typeof value !== 'function' || /^class /.test(String(value))) continue;
        const right = (value as { right?: unknown }).right;
        if (typeof right === 'string' && Object.hasOwn(rights, right)) continue;
        if (withoutRight[name] || withoutRight[`${name}.${key}`]) continue;
        unguarded.push(`${name}.${key}`);
      }
    }
    expect(unguarded).toEqual([]);
  });
});

describe('every command', () => {
  it('is offered to those only who have a right to something', () => {
    const deps = {
      database: {} as Database,
      policies: createPolicyBook([]),
      keys: testKeys,
      random: seededRandom(1),
    };
    const staffOnly = createCommands(deps).filter(
      ({ roles }) => !(roles as readonly string[]).includes('public'),
    );
    expect(staffOnly.map(({ id }) => id).sort()).toEqual([
      'approvals',
      'exemption',
      'follow',
      'guidance',
      'history',
      'inclusive',
      'interviews',
      'lists',
      'lookups',
      'measures',
      'notices',
      'objections',
      'orgs',
      'override',
      'people',
      'prompt',
      'purpose',
      'warnings',
      'watch',
    ]);
    for (const { roles } of staffOnly)
      for (const role of roles) expect(may(role, 'credit.view' as Right)).toBe(true);
  });
});

describe('every table', () => {
  const database = withDatabase();
  /** Those whose rows depend on who asks, and those that hold nothing of the kind, each with why. */
  const kinds: Record<string, string> = {
    credit_record: 'rows',
    fact_version: 'rows',
    audit_log: 'rows',
    person: 'rows',
    enterprise: 'the register is public',
    enterprise_name: 'names are public',
    name_token: 'names are public',
    holiday: 'public',
    import_file: 'names of files only',
    quarantine: 'not for the service at all',
    audit_leaf: 'hashes',
    audit_node: 'hashes',
    audit_checkpoint: 'published',
    inbox: 'delivery: the program alone',
    outbox: 'delivery: the program alone',
    chat_state: 'delivery: the program alone',
    send_slot: 'delivery: the program alone',
    job_run: 'delivery: the program alone',
    delivery_home: 'delivery: the program alone',
    conversation: 'found by chat and account',
    action_token: 'found by a secret',
    web_message: 'found by a session',
    account: 'found by the account itself',
    bind_code: 'found by a secret',
    approval: 'decided by services',
    usage_count: 'pseudonyms',
    usage_seen: 'pseudonyms',
    org: 'departments are public',
    class_change: 'rows',
    class_override: 'rows',
    objection: 'rows',
    follow: 'rows',
    credit_class: 'the class is public',
    regrade: 'codes only',
    policy_version: 'policies are public',
    watch: 'rows',
    watch_step: 'rows',
    interview: 'rows',
    watch_due: 'codes only',
    risk_warning: 'rows',
    warning_target: 'rows',
    warning_told: 'rows',
    notice: 'rows',
    notice_setting: 'rows',
    follow_scope: 'rows',
    inclusive_period: 'rows',
    exemption: 'rows',
    list_case: 'rows',
    list_person: 'rows',
  };

  it('has row-level security, or is known to need none; new ones are thought of', async () => {
    const tables = await database().sql<{ name: string; secured: boolean }[]>`
      select relname as name, relrowsecurity as secured from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(kinds).sort());
    for (const { name, secured } of tables) expect(secured, name).toBe(kinds[name] === 'rows');
  });

  it('belongs to somebody else than the service, who cannot pass row-level security by', async () => {
    const [role] = await database().sql`
      select rolsuper, rolbypassrls, rolcanlogin,
        exists (select 1 from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = 'chengxin_app'`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owns: false });
  });
});
