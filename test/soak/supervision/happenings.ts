import {
  arrangeInterview,
  bookInterview,
  interviewSlots,
  noteRectified,
  settleAppointment,
} from '../../../src/services/interviews.ts';
import { setNotices } from '../../../src/services/notices.ts';
import { acknowledgeWarning, settleWarning } from '../../../src/services/warnings.ts';
import { type Human, plus } from './mail.ts';
import type { Act, Firm, Warning } from './oracle.ts';
import type { Play } from './play.ts';
import { authorities, report } from './world.ts';

const gaps = [0, 1, 2, 5, 9, 14, 30, 60, 89, 90, 91, 120, 178, 179, 180, 181, 200, 260];
const lateness = [0, 0, 0, 0, 0, 1, 3, 10, 40, 95, 180, 181];
const rectifications = [null, null, 5, 15, 100];

/** What happens, by chance, to the service and to the oracle alike. */
export class Happenings {
  readonly #play: Play;
  readonly #next = new Map<string, string>();
  #numbers = 0;
  #waiting: (() => Promise<unknown>)[] = [];

  constructor(play: Play) {
    this.#play = play;
  }

  #likely = (chance: number): boolean => this.#play.chance() < chance;

  #one<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.#play.chance() * of.length)];
  }

  get #today(): string {
    return this.#play.moment.slice(0, 10);
  }

  /** At most one thing about each enterprise, on any replica, some of it twice at the same moment. */
  async arrivals(): Promise<void> {
    const { oracle, options, chance } = this.#play;
    const work: Promise<unknown>[] = [];
    for (const [index, firm] of oracle.firms.entries()) {
      const acts = oracle.acts.get(firm.uscc) ?? [];
      oracle.acts.set(firm.uscc, acts);
      const due = this.#next.get(firm.uscc) ?? plus(options.from, index);
      if (due <= this.#today && this.#likely(0.6)) {
        this.#next.set(firm.uscc, plus(this.#today, this.#one(options.gaps ?? gaps) ?? 1));
        const on = plus(this.#today, -(this.#one(lateness) ?? 0));
        const many = this.#likely(0.1) ? 2 : 1;
        for (let count = 0; count < many; count += 1) work.push(this.#decide(firm, acts, on));
        continue;
      }
      if (acts.length === 0 || chance() > 0.02) continue;
      const act = this.#one(acts);
      if (act) work.push(this.#change(firm, acts, act));
    }
    await Promise.all(work);
  }

  async #decide({ uscc }: Firm, acts: Act[], on: string): Promise<void> {
    this.#numbers += 1;
    const number = `示例罚〔${on.slice(0, 4)}〕${this.#numbers}号`;
    const authority = this.#one(authorities) ?? { name: '示例', code: null, orgs: [] };
    const tier = this.#one(['minor', 'minor', 'general', 'general', 'serious'] as const) ?? 'minor';
    acts.push({ number, on, tier, orgs: authority.orgs, inForce: true, corrected: false });
    const { owner } = this.#play.options;
    const one = { number, decidedOn: on, tier, authority };
    await Promise.all([report(owner, uscc, one), ...(this.#likely(0.3) ? [report(owner, uscc, one)] : [])]);
  }

  async #change({ uscc }: Firm, acts: Act[], act: Act): Promise<void> {
    const { sql } = this.#play.options.owner;
    const what = this.#one(['annul', 'stay', 'resume', 'resume', 'correct', 'correct', 'respell'] as const);
    const status = { annul: 'annulled', stay: 'stayed', resume: 'inForce' };
    if (what === 'annul' || what === 'stay' || what === 'resume') {
      // Whatever it is written like.
      for (const same of acts.filter(({ number }) => number === act.number)) {
        same.inForce = what === 'resume';
        await sql`
          update credit_record set status = ${status[what]} where uscc = ${uscc} and key = md5(${this.#spelt(same)})::uuid`;
      }
    } else if (what === 'correct') {
      for (const one of acts) one.corrected = true;
      await sql`
        update credit_record set corrected_on = ${this.#today} where uscc = ${uscc} and kind = 'penalty' and corrected_on is null`;
    } else {
      // The same decision by another way, written otherwise.
      const [authority = { name: '外省某局（示例）', code: null }] = authorities.filter(
        ({ orgs }) => orgs.join() === act.orgs.join(),
      );
      const number = act.number.replace('〔', '（').replace('〕', '）');
      if ([...this.#spellings.values()].includes(number)) return;
      const again: Act = { ...act, inForce: true, corrected: false };
      if (!act.inForce) return;
      this.#spellings.set(again, number);
      acts.push(again);
      await report(this.#play.options.owner, uscc, { number, decidedOn: act.on, tier: act.tier, authority });
    }
  }

  readonly #spellings = new Map<Act, string>();
  #spelt = (act: Act): string => this.#spellings.get(act) ?? act.number;

  async actions(): Promise<void> {
    const { oracle, moment } = this.#play;
    for (const [index, firm] of oracle.firms.entries()) {
      const course = oracle.current(firm);
      const representative = oracle.humans.find(({ uscc }) => uscc === firm.uscc);
      if (!representative && this.#likely(0.004)) {
        await this.#play.addHuman(this.#play.representative(firm.uscc, index));
        continue;
      }
      if (course === null) continue;
      if (course.heldOn === null && representative && this.#likely(0.12))
        await this.#book(firm, representative);
      else if (course.heldOn === null && !representative && course.booked === null && this.#likely(0.04)) {
        const official = oracle.humans.find(({ id }) => id === 'o-prov');
        const slot = `${plus(this.#today, 3)} 16:${String(index % 60).padStart(2, '0')}`;
        if (!official) continue;
        await this.#play.perform('arrange', null, () =>
          arrangeInterview(this.#play.deps, this.#play.asking(official), firm.uscc, instant(slot)),
        );
        course.told = true;
        oracle.book(course, slot, moment, '370000', []);
      } else if ((course.listedOn !== null || course.rectifyBy !== null) && this.#likely(0.03)) {
        const official = oracle.humans.find(({ id }) => id === 'o-prov');
        if (!official) continue;
        await this.#play.perform('rectified', null, () =>
          noteRectified(this.#play.deps, this.#play.asking(official), firm.uscc),
        );
        // Noted again it stays what it was.
        course.rectifiedOn ??= this.#today;
      }
    }
    for (const warning of oracle.warnings)
      if (!warning.withdrawn && this.#likely(0.05)) await this.#answer(warning);
  }

  async #book(firm: Firm, representative: Human): Promise<void> {
    const { oracle, moment, deps } = this.#play;
    const course = oracle.current(firm);
    if (course === null) return;
    const asking = this.#play.asking(representative);
    const free = oracle.free(firm, moment);
    const offered = (await interviewSlots(deps, asking)).free.map(momentOf);
    if (offered.join() !== free.join())
      this.#play.differ(`${firm.name}: offered ${offered}, expected ${free}`);
    const slot = this.#one(free);
    if (slot === undefined) return;
    const late = course.booked !== null && course.booked.slot.slice(0, 10) <= this.#today;
    const { region, people } = oracle.supervisors(firm, this.#today);
    await this.#play.perform('book', late ? 'interview.late' : null, () =>
      bookInterview(deps, asking, instant(slot)),
    );
    if (!late) oracle.book(course, slot, moment, region, people);
  }

  async #answer(warning: Warning): Promise<void> {
    const { oracle, deps, options } = this.#play;
    const open = warning.targets.filter(({ state }) => state !== 'settled');
    const told = new Set(warning.targets.flatMap((target) => [...target.told.keys()]));
    const anybody = oracle.humans.filter(({ role }) => role === 'official' || role === 'inspector');
    const likely = anybody.filter(({ id }) => told.has(id));
    const human = this.#one(this.#likely(0.8) && likely.length > 0 ? likely : anybody);
    if (!human || open.length === 0) return;
    const rows = await options.owner.sql<{ id: number }[]>`
      select id::int from risk_warning where uscc = ${warning.firm.uscc} order by id`;
    const id = rows[warning.n]?.id ?? 0;
    const prefix = (human.region ?? 'x').replace(/(00){1,2}$/, '');
    const within = warning.firm.region.startsWith(prefix);
    const mine = warning.targets.filter(
      (target) =>
        target.told.has(human.id) ||
        (target.org === null ? human.role === 'official' && within : human.org === target.org),
    );
    const acknowledges = this.#likely(0.4);
    const fitting = mine.filter(
      ({ state }) => state === 'open' || (!acknowledges && state === 'acknowledged'),
    );
    const expected =
      !within && mine.length === 0
        ? 'warning.unknown'
        : mine.length === 0
          ? 'warning.notYours'
          : fitting.length === 0
            ? 'warning.settled'
            : null;
    const asking = this.#play.asking(human);
    const outcome = { state: this.#likely(0.2) ? 'falseAlarm' : 'handled', outcome: '已现场核查。' } as const;
    await this.#play.perform(`answer by ${human.id} of ${warning.firm.name}`, expected, () =>
      acknowledges ? acknowledgeWarning(deps, asking, id) : settleWarning(deps, asking, id, outcome),
    );
    if (expected === null)
      for (const target of fitting) target.state = acknowledges ? 'acknowledged' : 'settled';
  }

  /** What came of appointments whose time has passed. */
  async outcomes(): Promise<void> {
    const { oracle, moment, deps, options } = this.#play;
    const official = oracle.humans.find(({ id }) => id === 'o-prov');
    for (const course of oracle.courses) {
      const { booked, firm } = course;
      if (course.end !== null || booked === null || booked.slot > moment || !official || !this.#likely(0.5))
        continue;
      const [row] = await options.owner.sql<{ id: number }[]>`
        select id::int from interview where uscc = ${firm.uscc} and state = 'booked'`;
      const state = this.#likely(0.7) ? 'held' : 'missed';
      const rectifyDays = state === 'held' ? (this.#one(rectifications) ?? null) : null;
      await this.#play.perform('settle', null, () =>
        settleAppointment(deps, this.#play.asking(official), row?.id ?? 0, { state, rectifyDays }),
      );
      if (state === 'held') oracle.held(course, moment, rectifyDays);
      else [course.booked, course.missed] = [null, true];
    }
  }

  /** In the evening: who goes away, who blocks the bot, who wants the digest at another hour. */
  people(): void {
    const { oracle, deps, options, moment } = this.#play;
    for (const human of oracle.humans) {
      // Administrators have no settings of their own; enterprises keep theirs.
      if (human.role === 'enterprise' || human.role === 'administrator') continue;
      const asking = this.#play.asking(human);
      const turn = this.#play.chance();
      if (turn < 0.015) {
        const from = plus(this.#today, 1);
        human.away = [from, plus(from, Math.floor(this.#play.chance() * 20))];
        const [awayFrom, awayUntil] = human.away;
        this.#waiting.push(() =>
          this.#play.perform('away', null, () => setNotices(deps, asking, { awayFrom, awayUntil })),
        );
      } else if (turn < 0.025) {
        human.blocked = !human.blocked;
        const at = human.blocked ? this.#play.clock.at : null;
        this.#waiting.push(
          () => options.owner.sql`
            insert into chat_state (platform, chat_id, unlinked_at) values ('telegram', ${`dm-${human.id}`}, ${at})
            on conflict (platform, chat_id) do update set unlinked_at = excluded.unlinked_at`,
        );
      } else if (turn < 0.035) {
        const digestAt = human.digestAt === '08:30' ? '17:00' : '08:30';
        human.digestAt = digestAt;
        oracle.post.moveDigest(moment, human);
        this.#waiting.push(() =>
          this.#play.perform('digest', null, () => setNotices(deps, asking, { digestAt })),
        );
      }
    }
  }

  async written(): Promise<void> {
    for (const one of this.#waiting) await one();
    this.#waiting = [];
  }
}

function instant(moment: string): Date {
  return new Date(`${moment.replace(' ', 'T')}:00+08:00`);
}

function momentOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
