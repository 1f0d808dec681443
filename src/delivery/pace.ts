import type { Pace, Window } from '../chat/adapter.ts';

/** The windows that a chat of this kind is under. */
export function windowsOf(pace: Pace, chatKind: 'private' | 'group'): readonly Window[] {
  return chatKind === 'private' ? pace.chat : pace.group;
}

/**
 * After a message has gone out: how long ago the last ones had (ms, oldest first), as many as the windows look at,
 * and how long the chat has to wait for the next. Counted from the moment the platform's answer was there, which
 * is later than the moment it counted the message: whatever the network does, no window is ever exceeded.
 */
export function afterSend(
  windows: readonly Window[],
  recent: readonly number[],
  elapsedMs: number,
): { recent: number[]; waitMs: number } {
  const longest = Math.max(0, ...windows.map(({ count }) => count));
  const ages = [...recent.map((age) => age + elapsedMs), 0].slice(-longest);
  let waitMs = 0;
  for (const { count, ms } of windows) {
    const first = ages.at(-count);
    if (first !== undefined && ages.length >= count) waitMs = Math.max(waitMs, ms - first);
  }
  return { recent: longest === 0 ? [] : ages, waitMs };
}

const firstMs = 1_000;
const longestMs = 5 * 60_000;

/** How long to wait after so many failures in a row: doubled each time, with jitter so that not all come at once. */
export function backoff(failures: number, chance: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1)) * (0.5 + chance / 2);
}

export function isPaced({ overall, chat, group }: Pace): boolean {
  return overall !== null || chat.length > 0 || group.length > 0;
}

const fewest = 4;
const mostPaced = 64;
const mostUnpaced = 500;
const aheadMs = 30;

/**
 * Messages taken at once. Without limits many, since taking them one by one is dear. Where the platform has slots only
 * what can be sent in a moment: those that a killed process had taken are lost to all until its lease runs out.
 */
export function takenAtOnce(pace: Pace): number {
  if (!isPaced(pace)) return mostUnpaced;
  const { overall } = pace;
  if (!overall) return mostPaced;
  return Math.min(mostPaced, Math.max(fewest, Math.ceil((overall.count * aheadMs) / overall.ms)));
}
