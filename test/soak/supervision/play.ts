import pino from 'pino';
import { jobs } from '../../../src/compose-jobs.ts';
import { runJob } from '../../../src/delivery/schedule.ts';
import { addDays } from '../../../src/domain/dates.ts';
import { CodedError } from '../../../src/domain/errors.ts';
import { systemRandom } from '../../../src/domain/ports.ts';
import type { Asking, Change } from '../../../src/services/guard.ts';
import { sendDueNotices } from '../../../src/services/notices.ts';
import { createPolicyBook } from '../../../src/services/policy.ts';
import { shippedPolicies } from '../../../src/services/policy-versions.ts';
import { regradeQueued } from '../../../src/services/regrade.ts';
import type { Database } from '../../../src/store/database.ts';
import { asks } from '../../support/asking.ts';
import { testKeys } from '../../support/keys.ts';
import { createChance } from '../result.ts';
import { digestText, type Human, type Message } from './mail.ts';
import { Oracle } from './oracle.ts';
import { addHuman, build, firmsOf, holidaysOf, importHolidays, orgs, staff } from './world.ts';

export interface PlayOptions {
  owner: Database;
  /** Each a replica of its own, as the service has the database. */
  replicas: readonly Database[];
  from: string;
  until: string;
  firms: number;
  seed: number;
  /** Days from one decision about an enterprise to the next, of which one is taken by chance. */
  gaps?: readonly number[];
  /** The day on which the holidays of a year are imported. */
  imports: Readonly<Record<number, string>>;
  say?: (text: string) => void;
}

export interface Figures {
  days: number;
  messages: number;
  /** By what they say: that each kind came at all. */
  kinds: Record<string, number>;
  actions: number;
  refused: number;
  differences: string[];
}

/** Signals have their own tests, and would raise warnings of these histories. */
function policiesWithoutSignals() {
  const shipped = shippedPolicies().all();
  return createPolicyBook(
    shipped.policies.map((policy) => ({ ...policy, signals: new Map() })),
    shipped.industries,
  );
}

/** What happens by chance on the days of a play (`Happenings`). */
export interface Chances {
  arrivals(): Promise<void>;
  actions(): Promise<void>;
  outcomes(): Promise<void>;
  people(): void;
  written(): Promise<void>;
}

/** The service and the oracle side by side: whatever happens, happens to both, and both say who is told what. */
export class Play {
  readonly oracle: Oracle;
  readonly policies = policiesWithoutSignals();
  readonly clock = { at: new Date(0), now: () => this.clock.at };
  readonly chance: () => number;
  readonly figures: Figures = { days: 0, messages: 0, kinds: {}, actions: 0, refused: 0, differences: [] };
  readonly options: PlayOptions;
  moment = '';
  #seq = 0;
  #compared = 0;

  constructor(options: PlayOptions) {
    this.options = options;
    this.chance = createChance(options.seed);
    this.oracle = new Oracle(firmsOf(options.firms), orgs);
  }

  get deps() {
    return { database: this.replica(), policies: this.policies, keys: testKeys, random: systemRandom };
  }

  /** Another one each time, as a load balancer has it. */
  replica(): Database {
    const { replicas, owner } = this.options;
    return replicas[Math.floor(this.chance() * replicas.length)] ?? owner;
  }

  async start(): Promise<void> {
    const { owner, from, imports } = this.options;
    const { oracle } = this;
    oracle.humans.push(...staff());
    // Every third has nobody who speaks for it.
    for (const [index, firm] of oracle.firms.entries())
      if (index % 3 !== 2) oracle.humans.push(this.representative(firm.uscc, index));
    await build(owner, oracle.firms, oracle.humans);
    for (const [year, day] of Object.entries(imports)) if (day <= from) await this.#learn(Number(year));
    const [follower, firm] = [oracle.humans.find(({ id }) => id === 'o-prov'), oracle.firms[0]];
    if (follower && firm) {
      oracle.follows.push({ human: follower, uscc: firm.uscc });
      await owner.sql`insert into follow (person_id, uscc, since) values (${follower.id}, ${firm.uscc}, now())`;
    }
    this.#at(`${from} 00:01`);
    await this.#settle();
    await this.#compare();
  }

  representative(uscc: string, index: number): Human {
    const quiet: Human['quiet'] = index % 2 === 0 ? ['21:00', '08:00'] : ['12:00', '14:00'];
    return {
      ...{ id: `rep-${index}`, role: 'enterprise', org: null, region: null, uscc, quiet, digestAt: '08:30' },
      ...{ away: null, blocked: false },
    };
  }

  addHuman(human: Human): Promise<void> {
    this.oracle.humans.push(human);
    return addHuman(this.options.owner, human);
  }

  async run(happenings: Chances): Promise<Figures> {
    const { from, until, imports, say } = this.options;
    await this.start();
    for (let day = from; day <= until; day = addDays(day, 1)) {
      for (const [year, on] of Object.entries(imports))
        if (on === day && day > from) await this.#learn(Number(year));
      await this.#day(day, happenings);
      this.figures.days += 1;
      if (this.figures.differences.length > 20) break;
      if (this.figures.days % 100 === 0) say?.(`${day}: ${this.figures.messages} messages`);
    }
    return this.figures;
  }

  async #day(day: string, happenings: Chances): Promise<void> {
    await this.#tick(`${day} 00:05`, async () => {
      await this.#job('classes');
      await this.#settle();
      this.oracle.judgeAll(this.moment);
    });
    for (const time of ['07:00', '08:00', '08:30']) await this.#notices(`${day} ${time}`);
    await this.#tick(`${day} 09:05`, async () => {
      await this.#job('warnings');
      await this.#settle();
      this.oracle.morning(this.moment);
      this.oracle.judgeAll(this.moment);
    });
    await this.#arrivals(`${day} 10:00`, happenings);
    await this.#tick(`${day} 10:30`, async () => {
      await happenings.actions();
      await this.#settle();
      this.oracle.judgeAll(this.moment);
    });
    await this.#arrivals(`${day} 13:00`, happenings);
    await this.#notices(`${day} 14:00`);
    await this.#tick(`${day} 15:30`, async () => {
      await happenings.outcomes();
      await this.#settle();
      this.oracle.judgeAll(this.moment);
    });
    await this.#notices(`${day} 17:00`);
    await this.#arrivals(`${day} 21:30`, happenings);
    happenings.people();
    await happenings.written();
  }

  #arrivals(moment: string, happenings: Chances): Promise<void> {
    return this.#tick(moment, async () => {
      await happenings.arrivals();
      await this.#settle();
      this.oracle.judgeAll(this.moment);
    });
  }

  #notices(moment: string): Promise<void> {
    return this.#tick(moment, async () => {
      await this.#everywhere((database) =>
        sendDueNotices(database, { random: systemRandom, now: this.clock.at }),
      );
      this.oracle.post.deliver(this.moment);
    });
  }

  async #tick(moment: string, work: () => Promise<void>): Promise<void> {
    this.#at(moment);
    await work();
    await this.#compare();
  }

  #at(moment: string): void {
    this.moment = moment;
    this.clock.at = new Date(`${moment.replace(' ', 'T')}:00+08:00`);
  }

  async #learn(year: number): Promise<void> {
    const days = holidaysOf(year);
    this.oracle.days.learn(year, days);
    await importHolidays(this.options.owner, days);
  }

  #everywhere<T>(work: (database: Database) => Promise<T>): Promise<T[]> {
    return Promise.all(this.options.replicas.map(work));
  }

  #settle(): Promise<unknown> {
    const { policies, clock } = this;
    const deps = { policies, keys: testKeys, random: systemRandom, clock };
    return this.#everywhere(async (database) => {
      const { failed } = await regradeQueued(database, deps);
      if (failed.length > 0) throw new Error(`not judged: ${JSON.stringify(failed)}`);
    });
  }

  /** On every replica at once, as their clocks strike together. */
  async #job(id: string): Promise<void> {
    const { clock, policies } = this;
    const logger = pino({ level: 'silent' });
    const job = jobs({ context: { clock }, logger }, policies).find((one) => one.id === id);
    if (!job) throw new Error(`no job ${id}`);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const ran = await this.#everywhere(({ sql }) =>
      runJob({ sql, clock, log, failpoint: () => undefined }, job),
    );
    if (ran.filter(Boolean).length !== 1) this.differ(`job ${id} ran ${ran.filter(Boolean).length} times`);
  }

  asking(human: Human, purpose: string | null = null): Asking {
    const { id, role, org, region, uscc } = human;
    const person = { id, name: id, role, orgId: org, regionCode: region, uscc };
    return asks(person, { now: this.clock.at, purpose });
  }

  /** Somebody does something: it is done, or refused as expected. */
  async perform(
    what: string,
    expected: string | null,
    change: () => Promise<Change<unknown>>,
  ): Promise<void> {
    let code: string | null = null;
    try {
      const { write } = await change();
      await this.replica().sql.begin((tx) => write(tx));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      code = error.code;
    }
    if (code === null) this.figures.actions += 1;
    else this.figures.refused += 1;
    if (code !== expected) this.differ(`${what}: ${code ?? 'done'}, expected ${expected ?? 'done'}`);
  }

  differ(what: string): void {
    this.figures.differences.push(`${this.moment} ${what}`);
  }

  async #compare(): Promise<void> {
    const rows = await this.options.owner.sql<{ seq: number; key: string; user: string; card: Card }[]>`
      select seq::int, key, user_id as user, body->'card' as card from outbox where seq > ${this.#seq} order by seq`;
    this.#seq = rows.at(-1)?.seq ?? this.#seq;
    const told = rows
      .filter(({ key }) => !key.startsWith('class:'))
      .map(({ user, card }) => `${user} ${textOf(card)}`)
      .sort();
    const expected = this.oracle.post.sent.slice(this.#compared);
    this.#compared = this.oracle.post.sent.length;
    const wanted = expected.map(({ to, text }: Message) => `${to} ${text}`).sort();
    this.figures.messages += wanted.length;
    for (const { text } of expected) {
      const kind = text.split(/[：|]/)[0]?.replace(/[\d-]/g, '').trim() ?? '';
      this.figures.kinds[kind] = (this.figures.kinds[kind] ?? 0) + 1;
    }
    const left = [...wanted];
    for (const one of told) {
      const index = left.indexOf(one);
      if (index === -1) this.differ(`told, not expected: ${one}`);
      else left.splice(index, 1);
    }
    for (const one of left) this.differ(`expected, not told: ${one}`);
  }
}

interface Card {
  title: string;
  children: ({ type: 'text'; text: string } | { type: 'list'; items: string[] } | { type: 'other' })[];
}

/** What a card says, without numbers that depend on who came first. */
function textOf({ title, children }: Card): string {
  const plain = (text: string): string => text.replace(/ ?#\d+ ?/, '');
  if (!title.startsWith('每日汇总')) return plain(title);
  let heading: string | null = null;
  const lines: { heading: string | null; text: string }[] = [];
  for (const child of children) {
    if (child.type === 'text') heading = child.text.replace(/（\d+）$/, '');
    if (child.type !== 'list') continue;
    const more = child.items.find((item) => /^另有\d+条。$/.test(item));
    const count = child.items.length - (more ? 1 : 0) + Number(more?.match(/\d+/)?.[0] ?? 0);
    for (let index = 0; index < count; index += 1)
      lines.push({ heading, text: plain(child.items[index] ?? '') });
  }
  return digestText(title.slice(-10), lines);
}
