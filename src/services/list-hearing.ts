import { CodedError, Overtaken } from '../domain/errors.ts';
import { checkHeard, checkList, checkText, statementLength } from '../domain/list-entry.ts';
import { dayOf } from '../domain/ports.ts';
import { speakersOf } from '../store/classes.ts';
import { countPersons, isAsked, type ListCase, moveListCase, saveStatement } from '../store/list-cases.ts';
import { seeing } from '../store/scope.ts';
import { askApproval } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { caseDropped, caseStated } from './list-cards.ts';
import { approvalOf, type ListDeps, ownCase, sightOf, subjectOf, supervised } from './list-cases.ts';
import { tell } from './notify.ts';
import { supervisorsOf } from './supervisors.ts';

/**
 * 陈述申辩: what the enterprise says before it is decided, once; also after the term, as long as it is not decided.
 * @throws CodedError `list.unknown` {id}, `list.stated` {id}, `list.text` {least, most}
 */
export const stateView = guarded(
  'list.state',
  async (deps: ListDeps, asking: Asking, id: number, text: string): Promise<Change<ListCase>> => {
    const { random } = deps;
    const found = await ownCase(deps, asking, id);
    if (found.basis === '' || (found.state !== 'noticed' && found.state !== 'asked'))
      throw new CodedError('list.unknown', { id });
    if (found.statedAt !== null) throw new CodedError('list.stated', { id });
    const { now } = asking;
    const statement = checkText(text, statementLength);
    const told = { ...found, statement, statedAt: now };
    return {
      told,
      async write(tx) {
        if (!(await seeing(tx, sightOf(asking), (own) => saveStatement(own, id, statement, now))))
          throw new Overtaken();
        await note(tx, asking, { action: 'list.state', subject: String(id), result: 'stated' });
        const people = await supervisorsOf(tx, found);
        const card = caseStated(told);
        await tell(tx, people, { random, now, key: `list:${id}:stated`, card });
      },
    };
  },
);

/**
 * 提请列入: on to a second person, once the enterprise was heard or its term is over; again where that person refused
 * or did not answer in time. `told` is the number under which it is decided.
 * @throws CodedError `list.unknown` {id}, `list.settled` {id}, `list.tooSoon` {day}, `list.asked` {id}
 */
export const proceedListCase = guarded(
  'list.enter',
  async (deps: ListDeps, asking: Asking, id: number): Promise<Change<{ approval: number; name: string }>> => {
    const found = await ownCase(deps, asking, id);
    const { region } = await supervised(deps, asking, found.uscc);
    if (found.state !== 'noticed' && found.state !== 'asked') throw new CodedError('list.settled', { id });
    const today = dayOf(asking.now);
    checkHeard(found, today);
    if (found.state === 'asked' && (await isAsked(deps.database.sql, id, asking.now)))
      throw new CodedError('list.asked', { id });
    const policy = deps.policies.on(today);
    checkList(found.list, policy);
    const persons = await seeing(deps.database.sql, sightOf(asking), (tx) => countPersons(tx, id));
    const asked = await askApproval(deps, asking, {
      kind: 'listEntry',
      person: null,
      ...approvalOf(found, region, policy, asking),
      subject: subjectOf(found, persons),
    });
    return {
      told: { approval: asked.told, name: found.name },
      async write(tx) {
        const moved = await seeing(tx, sightOf(asking), (own) =>
          moveListCase(own, id, ['noticed', 'asked'], 'asked', asking.actor),
        );
        if (!moved) throw new Overtaken();
        await asked.write(tx);
      },
    };
  },
);

/**
 * 不予列入: ends a case before an entry, and tells the enterprise, which may state its view for nothing else.
 * @throws CodedError `list.unknown` {id}, `list.settled` {id}, `list.text` {least, most}
 */
export const dropListCase = guarded(
  'list.enter',
  async (deps: ListDeps, asking: Asking, id: number, text: string): Promise<Change<ListCase>> => {
    const { random, keys } = deps;
    const found = await ownCase(deps, asking, id);
    if (found.state !== 'noticed' && found.state !== 'asked') throw new CodedError('list.settled', { id });
    const reason = checkText(text);
    const { now } = asking;
    const people = found.basis === '' ? [] : await speakersOf(deps.database.sql, found.uscc);
    return {
      told: found,
      async write(tx) {
        const dropped = await seeing(tx, sightOf(asking), (own) =>
          moveListCase(own, id, ['noticed', 'asked'], 'dropped', asking.actor),
        );
        if (!dropped) throw new Overtaken();
        const subject = keys.pseudonym(found.uscc);
        await note(tx, asking, { action: 'list.drop', subject, result: `${id}:${found.list}` });
        const card = caseDropped(found, reason);
        await tell(tx, people, { random, now, key: `list:${id}:dropped`, card });
      },
    };
  },
);
