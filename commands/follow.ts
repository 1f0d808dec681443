import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown } from '../src/chat/words/index.ts';
import { regionByCode } from '../src/domain/regions.ts';
import { rights } from '../src/domain/rights.ts';
import { followedScopes, followScope, unfollowScope } from '../src/services/follow-scopes.ts';
import {
  type FollowDeps,
  followEnterprise,
  followedBy,
  unfollowEnterprise,
} from '../src/services/follows.ts';
import { whichEnterprise } from './which.ts';

const shown = 30;

async function change(deps: FollowDeps, turn: Turn, args: IntentArgs, follow: boolean): Promise<Outcome> {
  const intent = follow ? 'follow.code' : 'unfollow.code';
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', intent);
  if ('outcome' in which) return which.outcome;
  const { told, write } = await (follow ? followEnterprise : unfollowEnterprise)(deps, turn, which.uscc);
  const text = follow ? 'follow.done' : 'unfollow.done';
  return { card: notice(turn.locale, 'good', 'follow.title', text, told), write, subject: which.uscc };
}

function scopeText({ locale }: Turn, { kind, code }: { kind: string; code: string }): string {
  return kind === 'industry'
    ? say(locale, 'follow.scope.industry', { code })
    : say(locale, 'follow.scope.region', { name: regionByCode(code)?.fullName ?? code });
}

async function changeScope(deps: FollowDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const { kind, words = '', off } = args;
  if (words === '') return { card: notice(locale, 'notice', 'follow.title', 'follow.scope.how') };
  const wanted = kind === 'region' ? 'region' : 'industry';
  const { told, write } = await (off ? unfollowScope : followScope)(deps, turn, wanted, words);
  const text = off ? 'follow.scope.undone' : 'follow.scope.done';
  return { card: notice(locale, 'good', 'follow.title', text, { what: scopeText(turn, told) }), write };
}

async function list(deps: FollowDeps, turn: Turn): Promise<Outcome> {
  const { locale } = turn;
  const all = await followedBy(deps, turn);
  const scopes = (await followedScopes(deps, turn)).map((scope) => scopeText(turn, scope));
  if (all.length === 0 && scopes.length === 0)
    return { card: notice(locale, 'neutral', 'follow.title', 'follow.empty') };
  const items = all.slice(0, shown).map(({ uscc, name, creditClass }) =>
    say(locale, 'follow.line', {
      name,
      uscc,
      class: (creditClass && sayIfKnown(locale, `class.${creditClass}`)) ?? say(locale, 'value.unknown'),
    }),
  );
  return {
    card: {
      title: say(locale, 'follow.title'),
      tone: 'neutral',
      children: [
        { type: 'list', ordered: false, items: [...scopes, ...items] },
        ...(all.length > shown
          ? [{ type: 'note' as const, text: say(locale, 'repair.more', { shown, count: all.length }) }]
          : []),
      ],
      source: null,
    },
  };
}

/** 关注: to be told when a class changes. */
export function followCommand(deps: FollowDeps): Command {
  return {
    id: 'follow',
    roles: rights['class.follow'],
    usage: 'command.follow.usage',
    summary: 'command.follow.summary',
    parse(text) {
      if (/^(?:我的关注|关注列表|我关注的企业|\/?following)$/i.test(text))
        return { intent: 'follow.list', args: {} };
      const [, unfollow, what, scope] =
        /^(取消|不再|\/?un)?(?:关注|\/?follow\s+)(行业|地区|industry|region)\s*(.*)$/i.exec(text) ?? [];
      if (what !== undefined) {
        const kind = /行业|industry/i.test(what) ? 'industry' : 'region';
        return {
          intent: 'follow.scope',
          args: { kind, words: scope ?? '', ...(unfollow ? { off: 'yes' } : {}) },
        };
      }
      const [, off, words] =
        /^(?:(取消关注|不再关注|\/?unfollow\b)|关注(?!企业名单)|\/?follow\b)\s*(.*)$/i.exec(text) ?? [];
      if (words === undefined) return null;
      return { intent: off ? 'unfollow' : 'follow', args: { words } };
    },
    intents: {
      'follow.list': (turn) => list(deps, turn),
      'follow.scope': (turn, args) => changeScope(deps, turn, args),
      follow: (turn, args) => change(deps, turn, args, true),
      'follow.code': (turn, args) => change(deps, turn, args, true),
      unfollow: (turn, args) => change(deps, turn, args, false),
      'unfollow.code': (turn, args) => change(deps, turn, args, false),
    },
  };
}
