/** Oracle, second part: courses and warnings of all enterprises, worked out anew day by day from docs/watch.md. */
import { Days, daysBetween, type Human, type Moment, Post, plus } from './mail.ts';

export interface Firm {
  uscc: string;
  name: string;
  region: string;
}

export interface Act {
  /** What is the same in every spelling. */
  number: string;
  on: string;
  tier: 'minor' | 'general' | 'serious';
  orgs: readonly string[];
  inForce: boolean;
  corrected: boolean;
}

interface Course {
  firm: Firm;
  n: number;
  openedOn: string;
  days: Set<string>;
  told: boolean;
  due: string | null;
  booked: { slot: Moment; region: string; ahead: boolean } | null;
  heldOn: string | null;
  missed: boolean;
  rectifyBy: string | null;
  rectifiedOn: string | null;
  listedOn: string | null;
  ground: 'further' | 'missed' | 'overdue' | null;
  warning: Warning | null;
  end: 'improved' | 'left' | 'recounted' | null;
}

export interface Target {
  org: string | null;
  level: number;
  told: Map<string, string[]>;
  state: 'open' | 'acknowledged' | 'settled';
  ackFrom: string;
  ackBy: string | null;
  handleFrom: string;
  handleBy: string | null;
}

export interface Warning {
  firm: Firm;
  /** Which of the firm's. */
  n: number;
  withdrawn: boolean;
  targets: Target[];
}

export interface Org {
  id: string;
  parent: string | null;
}

const says = {
  reminded: '提醒：请到场约谈',
  listed: '已移入重点关注企业名单',
  unlisted: '已从重点关注企业名单撤出',
  improved: '提醒期结束',
  left: '已移出重点关注企业名单',
  recounted: '提醒已撤回',
} as const;
const lines = {
  reminded: '已提醒约谈',
  missed: '未按期约谈',
  listed: '移入重点关注名单',
  unlisted: '经重新计算撤出名单',
  improved: '约谈后未再失信，提醒结束',
  left: '移出重点关注名单',
  recounted: '决定被撤销，提醒撤回',
} as const;

export class Oracle {
  readonly days = new Days();
  readonly post = new Post(this.days);
  readonly humans: Human[] = [];
  readonly acts = new Map<string, Act[]>();
  readonly courses: Course[] = [];
  readonly warnings: Warning[] = [];
  readonly follows: { human: Human; uscc: string }[] = [];
  readonly firms: readonly Firm[];
  readonly orgs: readonly Org[];
  /** Messages by what they say, for the figures. */
  constructor(firms: readonly Firm[], orgs: readonly Org[]) {
    this.firms = firms;
    this.orgs = orgs;
  }

  // --- who -----------------------------------------------------------------------------------------------------------

  #onDuty(day: string, fits: (human: Human) => boolean): Human[] {
    return this.humans.filter(
      (one) => fits(one) && !one.blocked && !(one.away !== null && one.away[0] <= day && day <= one.away[1]),
    );
  }

  ofDepartment = (org: string, day: string): Human[] =>
    this.#onDuty(day, (one) => one.org === org && (one.role === 'official' || one.role === 'inspector'));

  #officialsAt = (region: string, day: string): Human[] =>
    this.#onDuty(day, (one) => one.role === 'official' && one.region === region);

  #administrators = (region: string, day: string): Human[] =>
    this.#onDuty(day, (one) => one.role === 'administrator' && one.region === region);

  #regions({ region }: Firm): string[] {
    const up = [region];
    if (!region.endsWith('00')) up.push(`${region.slice(0, 4)}00`);
    if (!region.endsWith('0000')) up.push(`${region.slice(0, 2)}0000`);
    return up;
  }

  /** Rung after rung, who is on duty there today. */
  #ladder(org: string | null, firm: Firm, day: string): Human[][] {
    const rungs: Human[][] = [];
    for (let at = org; at !== null; ) {
      rungs.push(this.ofDepartment(at, day));
      at = this.orgs.find(({ id }) => id === at)?.parent ?? null;
    }
    const regions = this.#regions(firm);
    for (const region of regions) rungs.push(this.#officialsAt(region, day));
    rungs.push(this.#administrators(regions.at(-1) ?? '', day));
    return rungs;
  }

  supervisors(firm: Firm, day: string): { region: string; people: Human[] } {
    const regions = this.#regions(firm);
    for (const region of regions) {
      const people = this.#officialsAt(region, day);
      if (people.length > 0) return { region, people };
    }
    return { region: firm.region, people: this.#administrators(regions.at(-1) ?? '', day) };
  }

  #own({ uscc }: Firm): Human[] {
    return this.humans.filter((one) => one.uscc === uscc);
  }

  // --- courses ---------------------------------------------------------------------------------------------------------

  current(firm: Firm): Course | null {
    const last = this.courses.filter((one) => one.firm === firm).at(-1);
    return last !== undefined && last.end === null ? last : null;
  }

  /** Days on which something happened that counts; of each, whether all of it is corrected, and the departments. */
  #happened({ uscc }: Firm, today: string): { day: string; corrected: boolean; orgs: string[] }[] {
    const seen = new Set<string>();
    const byDay = new Map<string, { day: string; corrected: boolean; orgs: string[] }>();
    for (const act of (this.acts.get(uscc) ?? []).toSorted((a, b) =>
      a.on < b.on ? -1 : a.on > b.on ? 1 : 0,
    )) {
      if (!act.inForce || act.tier === 'serious' || act.on > today || seen.has(act.number)) continue;
      seen.add(act.number);
      const corrected = (this.acts.get(uscc) ?? []).some(
        (same) => same.number === act.number && same.corrected,
      );
      const one = byDay.get(act.on) ?? { day: act.on, corrected: true, orgs: [] };
      byDay.set(act.on, {
        day: act.on,
        corrected: one.corrected && corrected,
        orgs: [...one.orgs, ...act.orgs],
      });
    }
    return [...byDay.values()];
  }

  /** The days that make a course on a day: the newest that opened none, and those up to 180 days before it. */
  #pair(days: readonly string[], on: string, spent: ReadonlySet<string>): string[] | null {
    for (const newest of days.toReversed()) {
      if (newest > on || spent.has(newest) || daysBetween(newest, on) > 180) continue;
      const own = days.filter((day) => day <= newest && daysBetween(day, newest) <= 180);
      if (own.length >= 2) return own;
    }
    return null;
  }

  judgeAll(at: Moment): void {
    for (const firm of this.firms) while (this.#judge(firm, at));
  }

  #judge(firm: Firm, at: Moment): boolean {
    const today = at.slice(0, 10);
    const mine = this.courses.filter((one) => one.firm === firm);
    const happened = this.#happened(firm, today);
    const days = happened.map(({ day }) => day);
    const spentBy = (except: Course | null): Set<string> =>
      new Set(
        mine
          .filter((one) => one !== except && (one.end === 'improved' || one.end === 'left'))
          .flatMap((one) => [...one.days]),
      );
    const last = mine.at(-1) ?? null;
    if (last === null || last.end !== null) {
      const again =
        last !== null &&
        last.end === 'improved' &&
        last.heldOn !== null &&
        days.some((day) => day > last.openedOn && daysBetween(last.heldOn ?? '', day) <= 90);
      if (last !== null && again) {
        last.end = null;
        return true;
      }
      const pair = this.#pair(days, today, spentBy(null));
      if (pair === null) return false;
      this.#open(firm, mine.length, pair, at);
      return true;
    }
    const c = last;
    const rests = this.#pair(days, c.openedOn, spentBy(c));
    if (rests === null) {
      if (c.listedOn !== null) this.#unlist(c, at, false);
      this.#close(c, 'recounted', at);
      return true;
    }
    if (c.told && c.booked === null && c.heldOn === null && !c.missed && c.due !== null && today > c.due) {
      c.missed = true;
      this.#tellSupervisors(c, 'missed', at);
    }
    const further = happened.filter(
      ({ day }) => day > c.openedOn && (c.heldOn === null || daysBetween(c.heldOn, day) <= 90),
    );
    const overdue =
      c.rectifyBy !== null && today > c.rectifyBy && (c.rectifiedOn === null || c.rectifiedOn > c.rectifyBy);
    const ground = further.length > 0 ? 'further' : c.missed ? 'missed' : overdue ? 'overdue' : null;
    const concerned = happened.filter(
      ({ day }) => c.days.has(day) || rests.includes(day) || day > c.openedOn,
    );
    if (c.listedOn !== null && ground === null) this.#unlist(c, at, true);
    else if (c.listedOn === null && ground !== null) {
      c.listedOn = today;
      const basis = ground === 'further' ? further : concerned;
      this.#tellOwn(c, 'listed', at);
      this.#tellSupervisors(c, 'listed', at);
      c.warning = this.#raise(firm, [...new Set(basis.flatMap(({ orgs }) => orgs))], at);
    }
    c.ground = ground;
    if (c.listedOn !== null) {
      const since = [c.listedOn, ...concerned.map(({ day }) => day)].sort().at(-1) ?? c.listedOn;
      const rectified = c.rectifiedOn !== null || concerned.every(({ corrected }) => corrected);
      if (daysBetween(since, today) <= 180 || !rectified) return false;
      this.#close(c, 'left', at);
      return true;
    }
    const outstanding = c.rectifyBy !== null && c.rectifiedOn === null;
    if (c.heldOn === null || daysBetween(c.heldOn, today) <= 90 || outstanding) return false;
    this.#close(c, 'improved', at);
    return true;
  }

  #open(firm: Firm, n: number, days: readonly string[], at: Moment): void {
    const openedOn = at.slice(0, 10);
    const told = this.#own(firm).length > 0;
    const c: Course = {
      ...{ firm, n, openedOn, days: new Set(days), told, due: this.days.term(openedOn, 10), booked: null },
      ...{ heldOn: null, missed: false, rectifyBy: null, rectifiedOn: null },
      ...{ listedOn: null, ground: null, warning: null, end: null },
    };
    this.courses.push(c);
    this.#tellOwn(c, 'reminded', at);
    this.#tellSupervisors(c, told ? 'reminded' : 'unreached', at);
  }

  #unlist(c: Course, at: Moment, goesOn: boolean): void {
    c.listedOn = null;
    if (c.warning !== null) this.#withdraw(c.warning, at);
    c.warning = null;
    if (goesOn) this.#tellOwn(c, 'unlisted', at);
    this.#tellSupervisors(c, 'unlisted', at);
  }

  #close(c: Course, end: 'improved' | 'left' | 'recounted', at: Moment): void {
    c.end = end;
    c.booked = null;
    if (end === 'left') c.warning = null;
    this.#tellOwn(c, end, at);
    this.#tellSupervisors(c, end, at);
  }

  #tellOwn(c: Course, step: keyof typeof says, at: Moment): void {
    const key = `${c.firm.uscc} ${c.n} ${step} ${at}`;
    for (const human of this.#own(c.firm)) this.post.high(at, human, { cause: key, key, text: says[step] });
  }

  #tellSupervisors(c: Course, step: keyof typeof lines | 'unreached', at: Moment): void {
    const { uscc, name } = c.firm;
    const said =
      step === 'unreached'
        ? `应提醒约谈，但该企业未绑定账号，请电话通知，并发送「安排约谈 ${uscc} 日期 时间」登记`
        : lines[step];
    const followers = this.follows.filter((one) => one.uscc === uscc).map(({ human }) => human);
    const key = `${uscc} ${c.n} ${step} ${at} line`;
    const text = `${name}（${uscc}）：${said}`;
    for (const human of new Set([...this.supervisors(c.firm, at.slice(0, 10)).people, ...followers]))
      this.post.normal(at, human, { cause: key, key, text, heading: '积累关注' });
  }

  // --- warnings --------------------------------------------------------------------------------------------------------

  #raise(firm: Firm, orgs: readonly string[], at: Moment): Warning {
    const today = at.slice(0, 10);
    const n = this.warnings.filter((one) => one.firm === firm).length;
    const warning: Warning = { firm, n, withdrawn: false, targets: [] };
    this.warnings.push(warning);
    const reached = new Set<Human>();
    for (const org of [...orgs, null]) {
      const rungs = this.#ladder(org, firm, today);
      const level = rungs.findIndex((people) => people.length > 0);
      const people = rungs[level] ?? [];
      if (org === null && reached.size > 0 && people.every((one) => reached.has(one))) continue;
      const key = `${firm.uscc} w${n} raised`;
      warning.targets.push({
        ...{ org, level: Math.max(0, level), state: 'open' },
        told: new Map(people.map((one) => [one.id, [key]])),
        ...{
          ackFrom: today,
          ackBy: this.days.term(today, 2),
          handleFrom: today,
          handleBy: this.days.term(today, 10),
        },
      });
      for (const human of people) {
        if (!reached.has(human))
          this.post.high(at, human, { cause: this.#cause(warning), key, text: `监管风险预警：${firm.name}` });
        reached.add(human);
      }
    }
    return warning;
  }

  #cause = ({ firm, n }: Warning): string => `${firm.uscc} w${n}`;

  #withdraw(warning: Warning, at: Moment): void {
    warning.withdrawn = true;
    const unheard = this.post.drop(this.#cause(warning));
    const heard = new Set(
      warning.targets.flatMap(({ told }) =>
        [...told].filter(([id, keys]) => keys.some((key) => !unheard.has(`${id} ${key}`))).map(([id]) => id),
      ),
    );
    for (const human of this.humans.filter(({ id }) => heard.has(id)))
      this.post.normal(at, human, {
        ...{ cause: `${this.#cause(warning)} back`, key: `${this.#cause(warning)} back` },
        ...{ text: `${warning.firm.name}：预警已撤回`, heading: '监管风险预警' },
      });
  }

  #followUp(at: Moment): void {
    const today = at.slice(0, 10);
    const open = this.warnings
      .filter(({ withdrawn }) => !withdrawn)
      .flatMap((warning) => warning.targets.map((target) => ({ warning, target })))
      .filter(({ target }) => target.state !== 'settled');
    for (const { target } of open) {
      target.ackBy ??= this.days.term(target.ackFrom, 2);
      target.handleBy ??= this.days.term(target.handleFrom, 10);
    }
    if (!this.days.works(today)) return;
    for (const [index, { warning, target }] of open.entries()) {
      const { firm } = warning;
      const rungs = this.#ladder(target.org, firm, today);
      const tell = (people: readonly Human[], title: string, why: string): void => {
        const key = `${this.#cause(warning)} ${why} ${index} ${today}`;
        for (const human of people) {
          this.post.high(at, human, { cause: this.#cause(warning), key, text: `${title}：${firm.name}` });
          target.told.set(human.id, [...(target.told.get(human.id) ?? []), key]);
        }
      };
      const passedOn = target.state === 'open' && target.ackBy !== null && target.ackBy < today;
      if (passedOn) {
        const next = rungs.findIndex(
          (people, level) => level > target.level && people.some(({ id }) => !target.told.has(id)),
        );
        const same = rungs.findIndex((people, level) => level >= target.level && people.length > 0);
        const level = next === -1 ? same : next;
        const people = rungs[level] ?? [];
        target.ackFrom = today;
        target.ackBy = this.days.term(today, 2);
        if (level !== -1) target.level = level;
        tell(next === -1 ? people : people.filter(({ id }) => !target.told.has(id)), '预警逾期未签收', 'up');
      }
      if (target.handleBy === null || target.handleBy >= today) continue;
      target.handleFrom = today;
      target.handleBy = this.days.term(today, 10);
      if (!passedOn)
        tell(rungs.slice(target.level).find((people) => people.length > 0) ?? [], '预警逾期未处置', 'late');
    }
  }

  // --- mornings --------------------------------------------------------------------------------------------------------

  morning(at: Moment): void {
    const today = at.slice(0, 10);
    for (const c of this.courses) {
      if (c.end !== null) continue;
      if (c.heldOn === null && (!c.told || c.due === null)) this.#tellLate(c, at);
      if (c.booked !== null && c.booked.slot.slice(0, 10) <= plus(today, 1)) this.#remindOf(c, c.booked, at);
    }
    this.#followUp(at);
  }

  #tellLate(c: Course, at: Moment): void {
    const today = at.slice(0, 10);
    if (!c.told && this.#own(c.firm).length === 0) return;
    const counted = c.told ? this.days.term(c.openedOn, 10) : null;
    const due = counted !== null && counted > today ? counted : this.days.term(today, 10);
    if (c.told && due === null) return;
    c.told = true;
    c.due = due;
    this.#tellOwn(c, 'reminded', at);
  }

  #remindOf(c: Course, booked: NonNullable<Course['booked']>, at: Moment): void {
    if (booked.slot > at) {
      if (booked.ahead) return;
      booked.ahead = this.#own(c.firm).length > 0;
      const key = `${c.firm.uscc} ${booked.slot} ahead`;
      for (const human of this.#own(c.firm)) this.post.high(at, human, { cause: key, key, text: '约谈提醒' });
    } else if (this.days.works(at.slice(0, 10))) {
      const key = `${c.firm.uscc} ${booked.slot} outcome ${at}`;
      for (const human of this.supervisors(c.firm, at.slice(0, 10)).people)
        this.post.high(at, human, { cause: key, key, text: `请登记约谈结果：${c.firm.name}` });
    }
  }

  // --- appointments ------------------------------------------------------------------------------------------------------

  /** Times that a firm may choose from today; null: nothing to choose for. */
  free(firm: Firm, at: Moment): Moment[] {
    const c = this.current(firm);
    if (c === null || c.due === null) return [];
    const { region } = this.supervisors(firm, at.slice(0, 10));
    const taken = new Set(
      this.courses.flatMap(({ end, booked }) =>
        end === null && booked?.region === region ? [booked.slot] : [],
      ),
    );
    const found: Moment[] = [];
    for (let day = plus(at.slice(0, 10), 1); day <= c.due; day = plus(day, 1))
      if (this.days.works(day))
        for (const time of ['09:30', '14:30']) if (!taken.has(`${day} ${time}`)) found.push(`${day} ${time}`);
    return found;
  }

  book(c: Course, slot: Moment, at: Moment, region: string, hears: readonly Human[]): void {
    c.booked = { slot, region, ahead: false };
    for (const human of hears) this.post.now(at, human, `约谈安排：${c.firm.name}`);
  }

  held(c: Course, at: Moment, rectifyDays: number | null): void {
    c.heldOn = c.booked?.slot.slice(0, 10) ?? null;
    c.booked = null;
    c.rectifyBy = rectifyDays === null ? null : plus(at.slice(0, 10), rectifyDays);
    if (rectifyDays !== null) for (const human of this.#own(c.firm)) this.post.now(at, human, '约谈已完成');
  }
}
