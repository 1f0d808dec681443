import { Overtaken } from '../domain/errors.ts';
import { stranger } from '../domain/person.ts';
import type { Asking, Change } from '../services/guard.ts';
import type { Database } from '../store/database.ts';
import type { CliContext } from './context.ts';

/** Whoever is at the machine has the password of the database: an administrator of everything, and noted as `cli`. */
export function operator(context: CliContext): Asking {
  return {
    person: { ...stranger, id: 'cli', role: 'administrator', regionCode: '100000' },
    actor: 'cli',
    now: context.clock.now(),
    purpose: null,
    used: { own: 0, org: 0 },
    audit: () => undefined,
  };
}

/** Decides on a change and writes it; decided anew where something came in between. */
export async function carryOut<Told>(database: Database, plan: () => Promise<Change<Told>>): Promise<Told> {
  for (let tried = 1; ; tried += 1) {
    const { told, write } = await plan();
    try {
      await database.sql.begin(write);
      return told;
    } catch (error) {
      if (!(error instanceof Overtaken) || tried === 5) throw error;
    }
  }
}
