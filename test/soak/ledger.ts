import type { Sql } from 'postgres';
import { benchCode } from '../bench/penalties.ts';
import type { FakeTelegram } from '../fakes/telegram.ts';

/** The number that stands in the name of the n-th enterprise. */
const numbered = /示例第(\d+)号贸易有限公司/;

/** Enterprises that an update can ask for, each once: the answer names it, and so does the audit log. */
export async function createEnterprises(sql: Sql, count: number): Promise<void> {
  const step = 20_000;
  for (let from = 0; from < count; from += step) {
    const indexes = Array.from({ length: Math.min(step, count - from) }, (_, index) => from + index);
    await sql`
      insert into enterprise (uscc, name, region_code, established_on, registered, sample, content_hash, version, valid_from, file_id, line)
      select code, '示例第' || n || '号贸易有限公司', '370102', date '2015-06-01', true, true, md5(code)::uuid, 1, now(), 0, 0
      from unnest(${indexes.map(benchCode)}::text[], ${indexes}::int[]) as t(code, n)
      on conflict do nothing`;
  }
  await sql`analyze enterprise`;
}

/** What people asked and what they got. */
export class Ledger {
  readonly #telegram: FakeTelegram;
  readonly #sql: Sql;
  /** Number of the enterprise asked for → chat; those that were acknowledged. */
  readonly #asked = new Map<number, number>();
  readonly #chats = new Set<number>();
  readonly #counts = new Map<number, number>();
  /** Of each chat, how far its messages were read, and the newest enterprise answered there. */
  readonly #read = new Map<number, { messages: number; last: number }>();
  #disordered = 0;
  #next = 0;

  constructor(telegram: FakeTelegram, sql: Sql) {
    this.#telegram = telegram;
    this.#sql = sql;
  }

  /** A new update: somebody in this chat asks for an enterprise that nobody asked for yet. */
  ask(chat: number): { n: number; update: object } {
    const n = this.#next;
    this.#next += 1;
    const code = benchCode(n);
    return { n, update: this.#telegram.text(`查询 ${code}`, { user: chat, chat }) };
  }

  acknowledged(n: number, chat: number): void {
    this.#asked.set(n, chat);
    this.#chats.add(chat);
  }

  get size(): number {
    return this.#asked.size;
  }

  /** How often each enterprise was answered in its chat; only what came since the last look is looked at. */
  #answers(): Map<number, number> {
    for (const chat of this.#chats) {
      const read = this.#read.get(chat) ?? { messages: 0, last: -1 };
      for (const { text } of this.#telegram.seen(chat, read.messages)) {
        read.messages += 1;
        const n = Number(numbered.exec(text)?.[1] ?? Number.NaN);
        if (Number.isNaN(n)) continue;
        const before = this.#counts.get(n) ?? 0;
        this.#counts.set(n, before + 1);
        if (before > 0) continue;
        if (n < read.last) this.#disordered += 1;
        read.last = n;
      }
      this.#read.set(chat, read);
    }
    return this.#counts;
  }

  unanswered(): number[] {
    const counts = this.#answers();
    return [...this.#asked.keys()].filter((n) => !counts.has(n));
  }

  /** Lost, doubled and repeated over everything that was acknowledged. */
  async settle(
    sql = this.#sql,
  ): Promise<{ lost: number; doubled: number; repeated: number; disordered: number }> {
    const counts = this.#answers();
    const disordered = this.#disordered;
    const lost = [...this.#asked.keys()].filter((n) => !counts.has(n)).length;
    const repeated = [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
    // Each enterprise is asked for once: whichever stands there twice was looked up twice, whatever its pseudonym.
    const [counted] = await sql<{ doubled: number }[]>`
      select coalesce(sum(times - 1), 0)::int as doubled
      from (select count(*) as times from audit_log where action = 'credit.view' group by subject) t`;
    const doubled = counted?.doubled ?? 0;
    return { lost, doubled, repeated, disordered };
  }

  /** Chats in which an answer is owed, with how many messages stand there. */
  owed(): Map<number, number> {
    const chats = new Map<number, number>();
    for (const n of this.unanswered()) {
      const chat = this.#asked.get(n);
      if (chat !== undefined) chats.set(chat, this.#telegram.seen(chat).length);
    }
    return chats;
  }

  /** Resolves once each of these chats has got something more, with the seconds it took; null when it does not come. */
  async servedWithin(owed: ReadonlyMap<number, number>, seconds: number): Promise<number | null> {
    const started = performance.now();
    const waiting = new Map(owed);
    for (;;) {
      for (const [chat, had] of waiting) if (this.#telegram.seen(chat).length > had) waiting.delete(chat);
      if (waiting.size === 0) return (performance.now() - started) / 1000;
      if (performance.now() - started > seconds * 1000) return null;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Resolves once everything acknowledged is answered, with the seconds it took; null when it does not come. */
  async answeredWithin(seconds: number): Promise<number | null> {
    const started = performance.now();
    for (;;) {
      if (this.unanswered().length === 0) return (performance.now() - started) / 1000;
      if (performance.now() - started > seconds * 1000) return null;
      // Looking through them all takes its time: not so often where there are many.
      await new Promise((resolve) => setTimeout(resolve, 50 + this.#asked.size / 50));
    }
  }
}

/** How often somebody writes: less often than a chat may get answers, so that what was held up is caught up with. */
export const chatPauseMs = 1_400;
