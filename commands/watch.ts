import type { ActionSpec, CardChild, Field } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown } from '../src/chat/words/index.ts';
import { instantAt } from '../src/domain/notice-time.ts';
import { dayOf } from '../src/domain/ports.ts';
import { may, rights } from '../src/domain/rights.ts';
import { inspectIdentifier } from '../src/domain/uscc.ts';
import { outcomeActions, slotText } from '../src/services/interview-cards.ts';
import {
  arrangeInterview,
  bookInterview,
  type InterviewDeps,
  interviewSlots,
  interviewsFor,
  noteRectified,
  settleAppointment,
} from '../src/services/interviews.ts';
import { type WatchView, watchOf } from '../src/services/watch.ts';
import { askedDay } from './day-words.ts';
import { whichEnterprise } from './which.ts';

const slotsShown = 6;
const stepsShown = 8;

function viewFields(turn: Turn, { course, appointment, stage, nextOn }: WatchView): Field[] {
  const { locale } = turn;
  const fields: [Parameters<typeof say>[1], string | null][] = [
    ['watch.stage', say(locale, `watch.stage.${stage}`)],
    ['watch.since', course?.openedOn ?? null],
    ['watch.interviewDue', course?.heldOn === null ? course.interviewDueOn : null],
    ['watch.appointment', appointment === null ? null : slotText(appointment.slot, locale)],
    ['watch.heldOn', course?.heldOn ?? null],
    ['watch.rectifyBy', course?.rectifyBy ?? null],
    ['watch.rectifiedOn', course?.rectifiedOn ?? null],
    ['watch.listedOn', course?.listedOn ?? null],
    ['watch.nextOn', nextOn],
  ];
  return fields.flatMap(([label, value]) => (value === null ? [] : [{ label: say(locale, label), value }]));
}

async function show(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale, person } = turn;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'watch.code');
  if ('outcome' in which) return which.outcome;
  const view = await watchOf(deps, turn, which.uscc);
  const { name, course, steps } = view;
  if (course === null)
    return {
      card: notice(locale, 'good', 'watch.view.title', 'watch.view.none', { name }),
      subject: which.uscc,
    };
  const items = steps
    .slice(-stepsShown)
    .map(({ on, step }) =>
      say(locale, 'watch.step', { on, step: sayIfKnown(locale, `watch.step.${step}`) ?? step }),
    );
  const actions: ActionSpec[] = [];
  if (view.stage === 'reminded' && person.role === 'enterprise')
    actions.push({
      label: say(locale, 'interview.choose'),
      style: 'primary',
      intent: 'interview.slots',
      args: {},
    });
  if (view.stage !== 'none' && course.rectifiedOn === null && may(person.role, 'interview.settle'))
    actions.push({
      label: say(locale, 'watch.rectify.done'),
      intent: 'interview.rectified',
      args: { code: which.uscc },
    });
  const policy = deps.policies.onOrFirst(view.asOf);
  const { watch } = policy;
  const children: CardChild<ActionSpec>[] = [
    { type: 'fields', fields: viewFields(turn, view) },
    { type: 'list', ordered: false, items },
    ...(actions.length > 0 ? [{ type: 'actions' as const, actions }] : []),
    {
      type: 'note',
      text: say(locale, watch.origin === 'default' ? 'watch.default' : 'watch.rule', {
        title: watch.title[locale],
      }),
    },
  ];
  const tone = view.stage === 'keyWatch' ? 'serious' : view.stage === 'none' ? 'neutral' : 'warning';
  return {
    card: {
      title: say(locale, 'watch.view.title', { name }),
      tone,
      children,
      source: say(locale, 'credit.source', { asOf: view.asOf, policy: policy.title[locale] }),
    },
    subject: which.uscc,
  };
}

/** 积累关注: the course of an enterprise. */
export function watchCommand(deps: InterviewDeps): Command {
  return {
    id: 'watch',
    roles: rights['watch.view'],
    usage: 'command.watch.usage',
    summary: 'command.watch.summary',
    parse(text) {
      const [, words] = /^(?:积累关注|重点关注(?:名单)?|\/?watch\b)\s*(.*)$/i.exec(text) ?? [];
      return words === undefined ? null : { intent: 'watch', args: { words } };
    },
    intents: {
      watch: (turn, args) => show(deps, turn, args),
      'watch.code': (turn, args) => show(deps, turn, args),
    },
  };
}

async function slots(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const { free, due } = await interviewSlots(deps, turn);
  if (due === null || free.length === 0)
    return { card: notice(locale, 'notice', 'interview.slots.title', 'interview.slots.none') };
  const from = Number(args.from ?? 0);
  const actions: ActionSpec[] = free.slice(from, from + slotsShown).map((slot) => ({
    label: slotText(slot, locale),
    intent: 'interview.book',
    args: { slot: slot.toISOString() },
  }));
  if (free.length > from + slotsShown)
    actions.push({
      label: say(locale, 'interview.more'),
      intent: 'interview.slots',
      args: { from: String(from + slotsShown) },
    });
  return {
    card: {
      title: say(locale, 'interview.slots.title'),
      tone: 'notice',
      once: true,
      children: [
        { type: 'text', text: say(locale, 'interview.slots.text', { due }) },
        { type: 'actions', actions },
      ],
      source: null,
    },
  };
}

async function book(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { told, write } = await bookInterview(deps, turn, new Date(args.slot ?? ''));
  const slot = slotText(told.slot, turn.locale);
  return {
    card: notice(turn.locale, 'good', 'interview.booked.title', 'interview.booked.text', { slot }),
    write,
  };
}

async function list(deps: InterviewDeps, turn: Turn): Promise<Outcome> {
  const { locale, now } = turn;
  const interviews = await interviewsFor(deps, turn);
  if (interviews.length === 0)
    return { card: notice(locale, 'neutral', 'interview.list.title', 'interview.list.none') };
  const items = interviews.map(({ slot, name, uscc }) =>
    say(locale, 'interview.list.line', { slot: slotText(slot, locale), name, uscc }),
  );
  const past = interviews.filter(({ slot }) => slot <= now).slice(0, slotsShown);
  const actions = past.map(({ id, name }) => ({
    label: say(locale, 'interview.settle', { name }),
    intent: 'interview.outcome',
    args: { id: String(id) },
  }));
  return {
    card: {
      title: say(locale, 'interview.list.title'),
      tone: 'neutral',
      children: [
        { type: 'list', ordered: false, items },
        ...(actions.length > 0 ? [{ type: 'actions' as const, actions }] : []),
      ],
      source: null,
    },
  };
}

async function outcome(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale, now } = turn;
  const id = Number(args.id);
  const interview = (await interviewsFor(deps, turn)).find((one) => one.id === id);
  if (!interview) return { card: notice(locale, 'error', 'interview.list.title', 'error.interview.unknown') };
  const { rectifyDays } = deps.policies.on(dayOf(now)).watch;
  const { name } = interview;
  return {
    card: {
      title: say(locale, 'interview.outcome.title', { name }),
      tone: 'notice',
      once: true,
      children: [{ type: 'actions', actions: outcomeActions(id, rectifyDays, locale) }],
      source: null,
    },
  };
}

async function settle(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { id = '', state = '', days = '' } = args;
  const held = state === 'held';
  const result = {
    state: held ? ('held' as const) : ('missed' as const),
    rectifyDays: days === '' ? null : Number(days),
  };
  const { told, write } = await settleAppointment(deps, turn, Number(id), result);
  const { name, rectifyBy } = told;
  const text = !held
    ? 'interview.settled.missed'
    : rectifyBy === null
      ? 'interview.settled.plain'
      : 'interview.settled.held';
  return {
    card: notice(turn.locale, 'good', 'interview.list.title', text, { name, by: rectifyBy ?? '' }),
    write,
  };
}

async function arrange(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const { code = '', day = '', time = '' } = args;
  if (code === '') return { card: notice(locale, 'notice', 'interview.list.title', 'interview.how') };
  const { told, write } = await arrangeInterview(
    deps,
    turn,
    inspectIdentifier(code).normalized,
    instantAt(day, time),
  );
  const params = { name: told.name, uscc: code, slot: slotText(told.slot, locale) };
  return { card: notice(locale, 'good', 'interview.told.title', 'interview.told.text', params), write };
}

async function rectified(deps: InterviewDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { told, write } = await noteRectified(deps, turn, inspectIdentifier(args.code ?? '').normalized);
  return { card: notice(turn.locale, 'good', 'watch.notice.title', 'interview.rectified', told), write };
}

function parseArrange(text: string): { intent: string; args: IntentArgs } | null {
  const rest = /^(?:安排约谈|登记约谈|\/?arrange interview\b)\s*(.*)$/i.exec(text)?.[1];
  if (rest === undefined) return null;
  const asked = askedDay(rest);
  const [code = ''] = rest.split(/\s+/);
  const time = /(?:^|\D)([01]?\d|2[0-3]):([0-5]\d)(?:\D|$)/.exec(asked?.rest ?? '');
  if (!asked || !time) return { intent: 'interview.arrange', args: {} };
  return {
    intent: 'interview.arrange',
    args: { code, day: asked.day, time: `${(time[1] ?? '').padStart(2, '0')}:${time[2] ?? ''}` },
  };
}

/** 约谈: enterprises choose a time, officials see to it. */
export function interviewCommand(deps: InterviewDeps): Command {
  return {
    id: 'interviews',
    roles: [...rights['interview.settle'], ...rights['interview.book']],
    usage: 'command.interview.usage',
    summary: 'command.interview.summary',
    parse(text) {
      const arranged = parseArrange(text);
      if (arranged) return arranged;
      return /^(?:约谈(?:安排|时间|列表)?|选择约谈时间|改约|\/?interviews?)$/i.test(text)
        ? { intent: 'interviews', args: {} }
        : null;
    },
    intents: {
      interviews: (turn) => (turn.person.role === 'enterprise' ? slots(deps, turn, {}) : list(deps, turn)),
      'interview.slots': (turn, args) => slots(deps, turn, args),
      'interview.book': (turn, args) => book(deps, turn, args),
      'interview.outcome': (turn, args) => outcome(deps, turn, args),
      'interview.settle': (turn, args) => settle(deps, turn, args),
      'interview.arrange': (turn, args) => arrange(deps, turn, args),
      'interview.rectified': (turn, args) => rectified(deps, turn, args),
    },
  };
}
