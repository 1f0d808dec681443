/** What a test has the platform do to calls, instead of or after what they ask for. */
export type FakeFault =
  | { kind: 'rateLimited'; retryAfterSeconds: number }
  | { kind: 'serverError'; status: 500 | 502 }
  | { kind: 'forbidden' }
  | { kind: 'invalid' }
  /** Any refusal, in Telegram's words. */
  | { kind: 'refused'; code: number; description: string }
  | { kind: 'reset'; when: 'before' | 'after' }
  /** Never answers; nothing was done. */
  | { kind: 'silence' }
  /** Done, but the answer ends in the middle, or says something else. */
  | { kind: 'truncated' }
  | { kind: 'garbled'; body: string }
  /** Done, and answered so many milliseconds later. */
  | { kind: 'slow'; ms: number };

export interface FaultScope {
  /** For so many calls; absent: until `recover()`. */
  calls?: number;
  /** In this chat only. */
  chat?: number | string;
  /** Absent: whatever sends or edits. */
  methods?: readonly string[];
}

export const sending: readonly string[] = [
  'sendMessage',
  'sendDocument',
  'editMessageText',
  'editMessageReplyMarkup',
];

interface Active {
  fault: FakeFault;
  methods: readonly string[];
  chat: number | null;
  left: number;
}

export class Faults {
  #active: Active[] = [];

  add(fault: FakeFault, { calls, chat, methods = sending }: FaultScope): void {
    this.#active.push({
      fault,
      methods,
      chat: chat === undefined ? null : Number(chat),
      left: calls ?? Number.POSITIVE_INFINITY,
    });
  }

  clear(): void {
    this.#active = [];
  }

  /** The fault this call meets, which is used up by it; null for none. */
  take(method: string, chat: number): FakeFault | null {
    const met = this.#active.find(
      (active) => active.methods.includes(method) && (active.chat === null || active.chat === chat),
    );
    if (!met) return null;
    met.left -= 1;
    if (met.left <= 0) this.#active = this.#active.filter((active) => active !== met);
    return met.fault;
  }
}
