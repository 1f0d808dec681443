import type { Command, Decided, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { type NoticeChange, type NoticeDeps, noticeSettings, setNotices } from '../src/services/notices.ts';
import { askedDay } from './day-words.ts';

async function show(deps: NoticeDeps, turn: Turn): Promise<Outcome> {
  const { locale } = turn;
  const { setting, times } = await noticeSettings(deps, turn);
  const own = (value: string, chosen: string | null | undefined): string =>
    chosen == null ? say(locale, 'notices.default', { value }) : value;
  const span = (from: string, until: string): string => say(locale, 'notices.span', { from, until });
  const { awayFrom = null, awayUntil = null } = setting ?? {};
  return {
    card: {
      title: say(locale, 'notices.title'),
      tone: 'neutral',
      children: [
        {
          type: 'fields',
          fields: [
            {
              label: say(locale, 'notices.quiet'),
              value:
                times.quietFrom === times.quietUntil
                  ? say(locale, 'notices.none')
                  : own(span(times.quietFrom, times.quietUntil), setting?.quietFrom),
            },
            { label: say(locale, 'notices.digest'), value: own(times.digestAt, setting?.digestAt) },
            {
              label: say(locale, 'notices.away'),
              value:
                awayFrom !== null && awayUntil !== null
                  ? span(awayFrom, awayUntil)
                  : say(locale, 'notices.none'),
            },
          ],
        },
        { type: 'note', text: say(locale, 'notices.how') },
      ],
      source: null,
    },
  };
}

function changeIn(args: IntentArgs): NoticeChange {
  const { from = '', until = '', at = '', what } = args;
  if (what === 'quiet') return { quietFrom: from, quietUntil: until };
  if (what === 'digest') return { digestAt: at };
  return what === 'back' ? { awayFrom: null, awayUntil: null } : { awayFrom: from, awayUntil: until };
}

async function change(deps: NoticeDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { write } = await setNotices(deps, turn, changeIn(args));
  return { card: notice(turn.locale, 'good', 'notices.title', 'notices.saved'), write };
}

/** `8:30` as `08:30`; what is none stays, and is refused with how it is written. */
function clock(text = ''): string {
  return text.trim().replace(/^(\d):/, '0$1:');
}

function parse(text: string): Decided | null {
  if (/^(?:推送设置|免打扰|消息设置|\/?notices?)$/i.test(text)) return { intent: 'notices', args: {} };
  if (/^(?:取消休假|销假|\/?back)$/i.test(text)) return { intent: 'notices.set', args: { what: 'back' } };
  // Hours that end where they begin are none.
  if (/^(?:关闭免打扰|免打扰\s*(?:关闭?|取消|无)|\/?quiet off)$/i.test(text))
    return { intent: 'notices.set', args: { what: 'quiet', from: '00:00', until: '00:00' } };
  const quiet = /^(?:免打扰|\/?quiet)\s+(\S+?)\s*(?:-|–|~|至|到| to )\s*(\S+)$/i.exec(text);
  if (quiet)
    return { intent: 'notices.set', args: { what: 'quiet', from: clock(quiet[1]), until: clock(quiet[2]) } };
  const digest = /^(?:每日)?(?:汇总|\/?digest)(?:时间)?\s+(\S+)$/i.exec(text);
  if (digest) return { intent: 'notices.set', args: { what: 'digest', at: clock(digest[1]) } };
  const away = /^(?:休假|请假|不在岗|\/?away)\s+(.+)$/i.exec(text)?.[1];
  if (away === undefined) return null;
  const first = askedDay(away);
  const second = first && askedDay(first.rest);
  return {
    intent: 'notices.set',
    args: { what: 'away', from: first?.day ?? '', until: (second ?? first)?.day ?? '' },
  };
}

/** 推送设置: when a person is told, and when not. */
export function noticesCommand(deps: NoticeDeps): Command {
  return {
    id: 'notices',
    roles: rights['notice.set'],
    usage: 'command.notices.usage',
    summary: 'command.notices.summary',
    parse,
    intents: {
      notices: (turn) => show(deps, turn),
      'notices.set': (turn, args) => change(deps, turn, args),
    },
  };
}
