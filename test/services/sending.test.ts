import { beforeEach, describe, expect, it } from 'vitest';
import {
  checkHome,
  holdSending,
  resumeSending,
  sendingState,
  stillHome,
} from '../../src/services/sending.ts';
import { asks } from '../support/asking.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const morning = new Date('2026-08-03T02:00:00Z');
const nextDay = new Date('2026-08-04T02:00:00Z');

async function waiting(): Promise<void> {
  await database().sql`
    insert into outbox (key, kind, platform, chat_id, chat_kind, user_id, body, created_at)
    values ('k', 'push', 'x', 'c', 'private', 'u', '{}', ${new Date('2026-08-03T01:59:00Z')})`;
}

beforeEach(() => database().sql`truncate delivery_home, outbox`);

describe('a database', () => {
  it('that is where it was is sent from, after a restart too', async () => {
    expect(await checkHome(database(), morning, 0)).toBeNull();
    await waiting();
    expect(await checkHome(database(), new Date('2026-08-03T02:30:00Z'), 0)).toBeNull();
    expect(await stillHome(database(), morning)).toBeNull();
  });

  it('that is on another server, timeline or under another name is not', async () => {
    const app = await database.app();
    expect(await checkHome(app, morning, 0)).toBeNull();
    await database().sql`update delivery_home set identity = '1:00000001:5'`;
    expect(await checkHome(app, morning, 0)).toBe('moved');
    // It stays so, whatever the restarts, until an operator says so.
    expect(await checkHome(app, morning, 0)).toBe('moved');
    await resumeSending(app, asks(), '已核对', 0);
    expect(await checkHome(app, morning, 0)).toBeNull();
    await database().sql`update delivery_home set identity = '1:00000002:5'`;
    expect(await stillHome(app, morning)).toBe('moved');
  });

  it('that was copied is held by its own name', async () => {
    await checkHome(database(), morning, 0);
    const { sql } = database();
    const [before] = await sql<{ identity: string }[]>`select identity from delivery_home`;
    const [name] = await sql<
      { oid: number }[]
    >`select oid from pg_database where datname = current_database()`;
    expect(before?.identity.endsWith(`:${name?.oid}`)).toBe(true);
  });

  it('of yesterday, with messages that waited since, is not', async () => {
    await checkHome(database(), morning, 0);
    await waiting();
    expect(await checkHome(database(), nextDay, 0)).toBe('late');
  });

  it('of yesterday that has nothing to send is', async () => {
    await checkHome(database(), morning, 0);
    expect(await checkHome(database(), nextDay, 0)).toBeNull();
  });

  it('whose log is shorter than a checkpoint that was published is not', async () => {
    await checkHome(database(), morning, 0);
    expect(await checkHome(database(), morning, 5)).toBe('behind');
    // Once an operator has looked, that checkpoint holds nothing up any more; a longer one does.
    await resumeSending(database(), asks(), '已核对', 5);
    expect(await checkHome(database(), morning, 5)).toBeNull();
    expect(await checkHome(database(), morning, 6)).toBe('behind');
  });
});

describe('an operator', () => {
  it('holds and resumes, each with a reason, once', async () => {
    await holdSending(database(), asks(), '检修');
    expect(await sendingState(database(), asks())).toMatchObject({ heldReason: '检修' });
    await expect(holdSending(database(), asks(), 'x')).rejects.toMatchObject({ code: 'sending.held' });
    await resumeSending(database(), asks(), '检修完毕', 0);
    await expect(resumeSending(database(), asks(), 'x', 0)).rejects.toMatchObject({
      code: 'sending.notHeld',
    });
    await expect(holdSending(database(), asks({ role: 'official' }), 'x')).rejects.toMatchObject({
      code: 'denied',
    });
    const notes = await database()
      .sql`select action, result from audit_log where action like 'sending.%' order by seq`;
    expect(notes.slice(-2)).toEqual([
      { action: 'sending.hold', result: '检修' },
      { action: 'sending.resume', result: '检修完毕' },
    ]);
  });
});
