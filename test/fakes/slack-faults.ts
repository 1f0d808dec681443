/** What the platform does to a call instead of, or after, doing it. */
export type SlackFault =
  /** `retryAfterSeconds` null: a 429 without the header. */
  | { kind: 'rateLimited'; retryAfterSeconds: number | null }
  | { kind: 'status'; status: number }
  /** `{"ok":false,"error":…}` */
  | { kind: 'error'; error: string }
  /** The connection is cut, before or after the call was done. */
  | { kind: 'reset'; when: 'before' | 'after' }
  /** Never an answer. */
  | { kind: 'silence'; when?: 'before' | 'after' }
  /** Done, but the answer ends in the middle. `tidy`: it even says that this was all. */
  | { kind: 'truncated'; tidy?: boolean }
  | { kind: 'slow'; ms: number };

export interface SlackFaultRule {
  fault: SlackFault;
  /** For how many calls; until `recover()` if left out. */
  times?: number;
  /** Only calls to this channel. */
  channel?: string;
  /** Only these calls; if left out those that send or change a message. */
  calls?: readonly string[];
}

const messageCalls: readonly string[] = [
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'response_url',
];

export class SlackFaults {
  #rules: (SlackFaultRule & { left: number })[] = [];

  add(rule: SlackFaultRule): void {
    this.#rules.push({ ...rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  recover(): void {
    this.#rules = [];
  }

  /** The fault that befalls this call, if any; it counts as used. */
  take(call: string, channel: string | undefined): SlackFault | null {
    const rule = this.#rules.find(
      ({ calls = messageCalls, channel: only }) =>
        calls.includes(call) && (only === undefined || only === channel),
    );
    if (!rule) return null;
    rule.left -= 1;
    if (rule.left <= 0) this.#rules = this.#rules.filter((other) => other !== rule);
    return rule.fault;
  }
}

/** How fast one channel takes messages; `real`: one a second, without the bursts that Slack lets pass at times. */
export type SlackLimits = 'real' | 'off' | { count: number; ms: number };

/** Sliding, by arrival. */
export class SlackPace {
  readonly #accepted = new Map<string, number[]>();

  /** Milliseconds until the channel takes another message; 0: it took this one. */
  wait(limits: SlackLimits, channel: string, now: number): number {
    if (limits === 'off') return 0;
    const { count, ms } = limits === 'real' ? { count: 1, ms: 1000 } : limits;
    const recent = (this.#accepted.get(channel) ?? []).filter((at) => at > now - ms);
    const [oldest = now] = recent;
    if (recent.length >= count) return oldest + ms - now;
    this.#accepted.set(channel, [...recent, now]);
    return 0;
  }
}
