import type { Sql } from 'postgres';

interface Waiting<In, Out> {
  item: In;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
}

interface Options<In, Out> {
  /** One statement for several items; gives an answer for each, in their order. */
  run(sql: Sql, items: readonly In[]): Promise<readonly Out[]>;
  limit: number;
  /** Statements under way at once. */
  concurrency: number;
  /** Statements begin so many ms apart, unless enough is asked to fill one; absent: none waits for that. */
  apartMs?: number;
  /** Items of the same key never share a statement; absent: all may. */
  keyOf?(item: In): string;
  /** Only items of the same group share a statement; absent: all may. */
  groupOf?(item: In): string;
}

/** Items that are worth a statement without waiting for more. */
const enough = 8;

class Batcher<In, Out> {
  readonly #sql: Sql;
  readonly #options: Options<In, Out>;
  #waiting: Waiting<In, Out>[] = [];
  #running = 0;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #lastStart = Number.NEGATIVE_INFINITY;

  constructor(sql: Sql, options: Options<In, Out>) {
    this.#sql = sql;
    this.#options = options;
  }

  add(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#running >= this.#options.concurrency) return;
    const early = this.#lastStart + (this.#options.apartMs ?? 0) - performance.now();
    if (early > 0 && this.#waiting.length < enough) {
      this.#timer ??= setTimeout(() => this.#startAll(), early);
      return;
    }
    // After what this turn of the loop brings: answers to one statement wake many, who then ask together.
    this.#soon ??= setImmediate(() => this.#startAll());
  }

  #startAll(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#timer = undefined;
    this.#soon = undefined;
    this.#lastStart = performance.now();
    while (this.#waiting.length > 0 && this.#running < this.#options.concurrency) this.#start();
  }

  /** The items that may go together; the others wait for the next statement. */
  #take(): Waiting<In, Out>[] {
    const { limit, keyOf, groupOf } = this.#options;
    if (!keyOf && !groupOf) return this.#waiting.splice(0, limit);
    const taken: Waiting<In, Out>[] = [];
    const rest: Waiting<In, Out>[] = [];
    const keys = new Set<string>();
    let group: string | undefined;
    for (const waiting of this.#waiting) {
      const key = keyOf?.(waiting.item);
      const own = groupOf?.(waiting.item);
      if (taken.length === 0) group = own;
      const passes = taken.length < limit && own === group && (key === undefined || !keys.has(key));
      (passes ? taken : rest).push(waiting);
      if (key !== undefined) keys.add(key);
    }
    this.#waiting = rest;
    return taken;
  }

  #start(): void {
    const taken = this.#take();
    this.#running += 1;
    this.#run(taken).finally(() => {
      this.#running -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  async #run(taken: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await this.#options.run(
        this.#sql,
        taken.map(({ item }) => item),
      );
      for (const [index, { resolve }] of taken.entries()) resolve(outs[index] as Out);
    } catch (error) {
      const [only] = taken;
      if (taken.length === 1) return only?.reject(error);
      // One item that PostgreSQL refuses must not fail its neighbours.
      for (const waiting of taken) await this.#run([waiting]);
    }
  }
}

/**
 * Makes of a statement for many items a function for one: what is asked for in the same moment shares a round trip,
 * since writing to the socket and waking up costs more than the statement. An idle client waits for nothing.
 */
export function batched<In, Out>(options: Options<In, Out>): (sql: Sql, item: In) => Promise<Out> {
  const batchers = new WeakMap<Sql, Batcher<In, Out>>();
  return (sql, item) => {
    let batcher = batchers.get(sql);
    if (!batcher) {
      batcher = new Batcher(sql, options);
      batchers.set(sql, batcher);
    }
    return batcher.add(item);
  };
}
