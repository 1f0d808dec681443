const alarmMs = 5;
const mostChats = 10_000;

/** Rings that would fall close together are one. */
export function createAlarms(ring: () => void): { in(ms: number): void } {
  const alarms = new Set<number>();
  return {
    in(ms) {
      const at = Math.ceil((performance.now() + Math.max(0, ms)) / alarmMs);
      if (alarms.has(at)) return;
      alarms.add(at);
      const once = (): void => {
        alarms.delete(at);
        ring();
      };
      setTimeout(once, at * alarmMs - performance.now()).unref();
    },
  };
}

/** Chats that may not have the next message yet, and until when: so that it need not wait for the next look. */
export interface ClosedChats {
  close(chatId: string, ms: number): void;
  /** So many ms it stays closed; 0 or less: it is open. */
  left(chatId: string): number;
}

export function createClosedChats(): ClosedChats {
  const until = new Map<string, number>();
  return {
    close(chatId, ms) {
      const now = performance.now();
      until.set(chatId, now + ms);
      if (until.size < mostChats) return;
      for (const [chat, end] of until) if (end < now) until.delete(chat);
    },
    left: (chatId) => (until.get(chatId) ?? 0) - performance.now(),
  };
}
