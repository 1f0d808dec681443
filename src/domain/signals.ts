import { addDays, later } from './dates.ts';
import type { Dossier } from './next-change.ts';
import type { Policy, RuleOf } from './policy.ts';
import { type Signal, signals } from './policy-supervision.ts';
import type { IsoDate } from './ports.ts';
import { common, nextRun, type Run, runOn, runsOf, type Spell } from './runs.ts';
import { evaluationSpells } from './signals-evaluations.ts';
import { licenceRuns } from './signals-licences.ts';
import { byDay, gather, hasLater, type Material } from './signals-material.ts';
import { agencySpells, complaintSpells, relapseSpells, troubleSpells } from './signals-spells.ts';
import { specialAreaRuns, specialAreasOf } from './special-areas.ts';

/** A signal that holds on a day, with all that explains it. */
export interface Finding {
  signal: Signal;
  /** '', or the id of the record where each record is a cause of its own (licenceExpiring). */
  subject: string;
  /** The first day on which it holds, of those without a break until now. */
  since: IsoDate;
  /** The last day on which it holds if nothing new comes in; null = no end known. */
  until: IsoDate | null;
  /** Ids of the records it rests on, by their days. */
  records: readonly string[];
  /** What the words need, days as YYYY-MM-DD; docs/early-warning.md has them signal by signal. */
  values: Readonly<Record<string, string | number>>;
}

export interface Signals {
  /** In the order of `signals`, of one signal in that of the days. */
  findings: readonly Finding[];
  /** The first day after `asOf` on which one begins by the passing of time alone; null: none does. */
  nextOn: IsoDate | null;
}

const nothing: Signals = { findings: [], nextOn: null };

/**
 * 风险预警信号 of an enterprise on a day, 方案二（六）一. Pure, and the same for any order of `records`, whose ids must be
 * distinct. Only records in force count, none that is dated after `asOf`, and no complaint that was not verified
 * (二（九）二). A period of N days from day d has both d and d+N. A deregistered enterprise is not warned of any more.
 */
export function signalsOf(dossier: Dossier, policy: Policy, asOf: IsoDate): Signals {
  const { enterprise, records } = dossier;
  if (records.length === 0 || isDeregistered(enterprise.registrationStatus)) return nothing;
  const all = gather(records, null);
  if (all === null) return nothing;
  if (!hasLater(records, asOf)) return look(all, dossier, policy, asOf);
  // What lies ahead moves no finding of today, but may be the next.
  const past = records.filter(({ decidedOn }) => decidedOn <= asOf);
  const known = gather(past, asOf);
  const findings = known === null ? [] : look(known, { enterprise, records: past }, policy, asOf).findings;
  return { findings, nextOn: look(all, dossier, policy, asOf).nextOn };
}

/** 「吊销，未注销」 is still there, and still supervised. */
function isDeregistered(status: string | null): boolean {
  return status !== null && (status.startsWith('注销') || status.includes('已注销'));
}

interface Sight {
  material: Material;
  dossier: Dossier;
  policy: Policy;
  asOf: IsoDate;
}

function look(material: Material, dossier: Dossier, policy: Policy, asOf: IsoDate): Signals {
  const sight: Sight = { material, dossier, policy, asOf };
  const findings: Finding[] = [];
  let nextOn: IsoDate | null = null;
  for (const signal of signals) {
    const rule = policy.signals.get(signal);
    if (rule === undefined) continue;
    const seen = looks[signal](sight, rule);
    for (const finding of seen.findings) findings.push(finding);
    if (seen.nextOn !== null && (nextOn === null || seen.nextOn < nextOn)) nextOn = seen.nextOn;
  }
  return findings.length === 0 && nextOn === null ? nothing : { findings, nextOn };
}

type Rule = RuleOf<'signal'>;

/** The finding of the run that the day is in, and the beginning of the next one. */
function seenIn(
  runs: readonly Run[],
  asOf: IsoDate,
  signal: Signal,
  explain: () => Pick<Finding, 'records' | 'values'>,
): Signals {
  if (runs.length === 0) return nothing;
  const run = runOn(runs, asOf);
  return {
    findings: run ? [{ signal, subject: '', since: run.from, until: run.to, ...explain() }] : [],
    nextOn: nextRun(runs, asOf),
  };
}

/** Spells that count today, by their days; a record that is in several of them once. */
function today<S extends Spell>(spells: readonly S[], asOf: IsoDate): S[] {
  return spells.filter(({ from, to }) => from <= asOf && asOf <= to);
}

/** Whether any of it reaches the day: what is over can be left alone. */
function reaches(records: readonly { decidedOn: IsoDate }[], days: number, asOf: IsoDate): boolean {
  if (records.length === 0) return false;
  const first = addDays(asOf, -days);
  for (const { decidedOn } of records) if (decidedOn >= first) return true;
  return false;
}

const looks: Record<Signal, (sight: Sight, rule: Rule) => Signals> = {
  complaintBurst({ material, asOf }, { count, days }) {
    const { complaints } = material;
    if (complaints.length < count || !reaches(complaints, days, asOf)) return nothing;
    const spells = complaintSpells(complaints.sort(byDay), days);
    return seenIn(runsOf(spells, count), asOf, 'complaintBurst', () => {
      const records = today(spells, asOf).map(({ of }) => of);
      return { records, values: { count: records.length, days } };
    });
  },

  severalAgencies({ material, asOf }, { count, days }) {
    const { penalties } = material;
    if (penalties.length < count || !reaches(penalties, days, asOf)) return nothing;
    const spells = agencySpells(penalties.sort(byDay), days);
    return seenIn(runsOf(spells, count), asOf, 'severalAgencies', () => {
      const own = today(spells, asOf);
      const names = new Map(own.map(({ of, record }) => [of, record.authority]));
      return {
        records: own.map(({ record }) => record.id),
        values: { count: names.size, days, agencies: [...names.values()].join('、') },
      };
    });
  },

  licenceExpiring({ material, asOf }, { days }) {
    if (material.permits.length === 0) return nothing;
    const findings: Finding[] = [];
    let nextOn: IsoDate | null = null;
    for (const { permit, from, to } of licenceRuns(material.permits, days, asOf)) {
      if (from > asOf) {
        if (nextOn === null || from < nextOn) nextOn = from;
      } else if (asOf <= to) {
        const { licenceName, document, category, licenceNo } = permit.details;
        const values = {
          licence: licenceName || document || category,
          number: licenceNo || permit.number,
          day: permit.validUntil ?? '',
          days,
        };
        const subject = permit.id;
        const own = { signal: 'licenceExpiring', subject, since: from, until: to } as const;
        findings.push({ ...own, records: [permit.id], values });
      }
    }
    return { findings, nextOn };
  },

  evaluationDrop({ material, asOf }, { count, days }) {
    const { evaluations } = material;
    if (evaluations.length < 2 || !reaches(evaluations, days, asOf)) return nothing;
    const spells = evaluationSpells(evaluations.sort(byDay), count, days);
    return seenIn(runsOf(spells, 1), asOf, 'evaluationDrop', () => {
      // Of several the steepest, of these the newest.
      const [worst] = today(spells, asOf).sort((a, b) => b.steps - a.steps || byDay(b.newer, a.newer));
      if (worst === undefined) throw new Error('a run without a spell');
      const { older, newer, steps } = worst;
      const { dimension, grade } = newer.details;
      return {
        records: [older.id, newer.id],
        values: {
          dimension,
          issuer: newer.authority,
          from: older.details.grade ?? '',
          to: grade ?? '',
          steps,
          day: newer.decidedOn,
        },
      };
    });
  },

  relapse({ material, asOf }, { count, days }) {
    const { penalties, repaired } = material;
    if (repaired.length === 0 || !reaches(penalties, days, asOf)) return nothing;
    const spells = relapseSpells(penalties.sort(byDay), repaired, count, days);
    return seenIn(runsOf(spells, 1), asOf, 'relapse', () => {
      const own = today(spells, asOf);
      // What was repaired may itself be a new penalty after another repair.
      const both = own.flatMap(({ penalty, repair }) => [penalty, repair]).sort(byDay);
      const records = [...new Set(both.map(({ id }) => id))];
      const day = own.map(({ penalty }) => penalty.decidedOn).reduce(later);
      const repairs = own.filter(({ penalty }) => penalty.decidedOn === day);
      return {
        records,
        values: {
          count: new Set(own.map(({ penalty }) => penalty.id)).size,
          days,
          repairedOn: repairs.map(({ repair }) => repair.repairedOn).reduce(later),
          day,
        },
      };
    });
  },

  specialAreaTrouble({ material, dossier, policy, asOf }, { count, days }) {
    const { penalties, lists } = material;
    if (!reaches(penalties, days, asOf) && !reaches(lists, days, asOf)) return nothing;
    const spells = troubleSpells(material, policy, days);
    if (spells.length < count) return nothing;
    const areas = specialAreaRuns(dossier, policy);
    if (areas.length === 0) return nothing;
    return seenIn(common(runsOf(spells, count), areas), asOf, 'specialAreaTrouble', () => {
      const own = today(spells, asOf);
      const names = new Set(specialAreasOf(dossier, policy, asOf).map(({ area }) => area));
      return {
        records: own.map(({ of }) => of),
        values: { count: own.length, days, areas: [...names].join('、') },
      };
    });
  },
};
