import type { TransactionSql } from 'postgres';
import type { Account } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { trustedPlatforms } from '../domain/accounts.ts';
import {
  codeHash,
  codeMinutes,
  codeText,
  codeTries,
  lockMinutes,
  newCode,
  parseCode,
  sameHash,
} from '../domain/bind-code.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { isStaff } from '../domain/person.ts';
import type { Pseudonyms } from '../domain/ports.ts';
import {
  type AccountState,
  accountsOf,
  bindAccount,
  countWrongCode,
  findAccount,
  forgetWrongCodes,
  releaseAccount,
} from '../store/accounts.ts';
import { closeCode, countTry, findCode, type StoredCode, storeCode } from '../store/bind-codes.ts';
import { countAdministrators, findKnown, type KnownPerson } from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { type ApprovalDeps, askApproval, everyone } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { tell } from './notify.ts';
import { administeredPerson } from './people.ts';

export interface BindDeps extends ApprovalDeps {
  keys: Pseudonyms;
}

export interface MadeCode {
  person: KnownPerson;
  /** To be handed over in person or by a channel that is trusted; it is shown once. */
  code: string;
  minutes: number;
}

/**
 * 绑定码 for a person: good once, for ten minutes, for one account; earlier ones are worth nothing any more.
 * @throws CodedError `person.unknown`, `person.notYours`, `person.disabled`
 */
export const makeCode = guarded(
  'bind.code',
  async (
    deps: BindDeps,
    asking: Asking,
    personId: string,
    only: { platform: string; userId: string } | null = null,
  ): Promise<Change<MadeCode>> => {
    const person = await administeredPerson(deps.database, asking, personId);
    if (person.disabled) throw new CodedError('person.disabled', { id: personId });
    const code = newCode(deps.random);
    const expiresAt = new Date(asking.now.getTime() + codeMinutes * 60_000);
    const platform = only?.platform ?? null;
    const userId = only?.userId ?? null;
    const stored = { selector: code.selector, hash: codeHash(code), personId, platform, userId, expiresAt };
    return {
      told: { person, code: codeText(code), minutes: codeMinutes },
      async write(tx) {
        await storeCode(tx, { ...stored, madeBy: asking.actor }, asking.now);
        await note(tx, asking, { action: 'bind.code', subject: personId, result: 'made' });
      },
    };
  },
);

/** How an attempt to bind an account ends. */
export type BindResult =
  | { kind: 'bound' | 'pending'; person: KnownPerson; approval: number | null }
  | {
      kind:
        | 'already'
        | 'taken'
        | 'wrong'
        | 'locked'
        | 'group'
        | 'expired'
        | 'otherAccount'
        | 'left'
        | 'trusted';
    };

type Ending = Change<BindResult>;

const nothing = async (): Promise<void> => undefined;

/**
 * What is wrong with a code, before its hash is looked at. Unknown, used up and mistyped codes are told alike: nobody
 * learns by guessing which codes there are.
 */
function wrong(deps: BindDeps, asking: Asking, account: Account, code: StoredCode | null): Ending {
  const lockedUntil = new Date(asking.now.getTime() + lockMinutes * 60_000);
  return {
    told: { kind: 'wrong' },
    async write(tx) {
      await countWrongCode(tx, account, codeTries, lockedUntil);
      if (code) await countTry(tx, code.selector, codeTries);
      await noted(deps, tx, asking, account, 'wrong');
    },
  };
}

/** Accounts stand in the log under pseudonyms. */
function noted(
  { keys }: BindDeps,
  tx: TransactionSql,
  asking: Asking,
  { platform, userId }: Pick<Account, 'platform' | 'userId'>,
  result: string,
): Promise<void> {
  const subject = keys.pseudonym(`${platform}:${userId}`);
  return note(tx, asking, { action: 'account.bind', subject, result });
}

/** The code is right; whether it is good for this account, now. */
async function claim(
  deps: BindDeps,
  asking: Asking,
  account: Account,
  known: AccountState | null,
  code: StoredCode,
): Promise<Ending> {
  const { now } = asking;
  const burn = (kind: 'expired' | 'group', state: StoredCode['state']): Ending => ({
    told: { kind },
    async write(tx) {
      // Closed for good: a clock that jumps back does not bring it to life again.
      await closeCode(tx, code.selector, state);
      await noted(deps, tx, asking, account, kind);
    },
  });
  if (code.expiresAt <= now) return burn('expired', 'expired');
  if (account.chatKind === 'group') return burn('group', 'seen');
  const elsewhere =
    (code.platform !== null && code.platform !== account.platform) ||
    (code.userId !== null && code.userId !== account.userId);
  if (elsewhere) {
    const ending = wrong(deps, asking, account, code);
    return { ...ending, told: { kind: 'otherAccount' } };
  }
  const person = await seeing(deps.database.sql, { sees: 'person', own: code.personId }, (tx) =>
    findKnown(tx, code.personId),
  );
  if (!person || person.disabled) return { told: { kind: 'left' }, write: nothing };
  const own = known?.personId === person.id;
  if (known?.state === 'active' && own) return { told: { kind: 'already' }, write: nothing };
  // One that waits, perhaps for an agreement that nobody gave in time, is asked for anew.
  if (known?.state && !own) return { told: { kind: 'taken' }, write: nothing };
  return bind(deps, asking, account, person, code);
}

async function bind(
  deps: BindDeps,
  asking: Asking,
  account: Account,
  person: KnownPerson,
  code: StoredCode,
): Promise<Ending> {
  const { database, random } = deps;
  const { platform, userId } = account;
  const { now } = asking;
  // The first two administrators, by codes made at the machine: there is nobody yet who could agree.
  const first =
    person.role === 'administrator' &&
    code.madeBy === 'cli' &&
    (await seeing(database.sql, everyone, countAdministrators)) < 2;
  const needsSecond = isStaff(person) && !first;
  const subject = `${person.name}（${person.id}，${platform}）`;
  const asked = needsSecond
    ? await askApproval(
        deps,
        asking,
        { kind: 'binding', person, payload: { platform, userId }, subject },
        code.madeBy,
      )
    : null;
  return {
    told: { kind: needsSecond ? 'pending' : 'bound', person, approval: asked?.told ?? null },
    async write(tx) {
      if (!(await closeCode(tx, code.selector, 'used'))) throw new Overtaken();
      const others = await accountsOf(tx, person.id);
      if (!(await bindAccount(tx, account, person.id, needsSecond ? 'pending' : 'active', now)))
        throw new Overtaken();
      await noted(deps, tx, asking, account, needsSecond ? 'pending' : first ? 'beginning' : 'bound');
      await asked?.write(tx);
      if (others.length === 0) return;
      await tell(tx, [person.id], {
        random,
        now,
        key: `bound:${code.selector}:${now.getTime()}`,
        card: (locale) => notice(locale, 'warning', 'bind.told.title', 'bind.told.text', { platform }),
        except: [account],
      });
    },
  };
}

/** 绑定: an account says a code. Every ending but the good ones counts against guessing. */
export const bindByCode = guarded(
  'account.bind',
  async (deps: BindDeps, asking: Asking, account: Account, text: string): Promise<Ending> => {
    const { sql } = deps.database;
    const { now } = asking;
    if (trustedPlatforms.has(account.platform)) return { told: { kind: 'trusted' }, write: nothing };
    const known = await findAccount(sql, account);
    if (known?.lockedUntil && known.lockedUntil > now) return { told: { kind: 'locked' }, write: nothing };
    const typed = parseCode(text);
    const code = typed && (await findCode(sql, typed.selector));
    const right = typed && code && code.state === 'open' && sameHash(code.hash, codeHash(typed));
    const ending = right
      ? await claim(deps, asking, account, known, code)
      : account.chatKind === 'group'
        ? { ...wrong(deps, asking, account, code), told: { kind: 'group' as const } }
        : wrong(deps, asking, account, code);
    if (!known?.lockedUntil) return ending;
    return {
      told: ending.told,
      async write(tx) {
        await forgetWrongCodes(tx, account);
        await ending.write(tx);
      },
    };
  },
);

/** 解绑: lets the asking account go. @throws CodedError `bind.none` */
export const releaseOwn = guarded(
  'account.release',
  async (deps: BindDeps, asking: Asking, account: Account): Promise<Change<null>> => {
    const known = await findAccount(deps.database.sql, account);
    const personId = known?.state ? known.personId : null;
    if (personId === null) throw new CodedError('bind.none');
    return {
      told: null,
      async write(tx) {
        if (!(await releaseAccount(tx, account, personId))) throw new Overtaken();
        await noted(deps, tx, asking, account, 'released');
      },
    };
  },
);

/** The accounts of a person. @throws CodedError `person.unknown`, `person.notYours` */
export const listBindings = guarded(
  'bind.list',
  async ({ database }: BindDeps, asking: Asking, personId: string): Promise<AccountState[]> => {
    await administeredPerson(database, asking, personId);
    return accountsOf(database.sql, personId);
  },
);

/** Lets an account of a person go. @throws CodedError `person.unknown`, `person.notYours`, `bind.none` */
export const removeBinding = guarded(
  'bind.remove',
  async (
    deps: BindDeps,
    asking: Asking,
    personId: string,
    account: { platform: string; userId: string },
  ): Promise<Change<null>> => {
    await administeredPerson(deps.database, asking, personId);
    const accounts = await accountsOf(deps.database.sql, personId);
    const known = accounts.some(
      ({ platform, userId }) => platform === account.platform && userId === account.userId,
    );
    if (!known) throw new CodedError('bind.none');
    return {
      told: null,
      async write(tx) {
        if (!(await releaseAccount(tx, account, personId))) throw new Overtaken();
        await noted(deps, tx, asking, account, 'removed');
      },
    };
  },
);
