import type { Config } from '../config.ts';
import type { Clock } from '../domain/ports.ts';
import type { Database, DatabaseOptions } from '../store/database.ts';
import type { Output } from './output.ts';

/** What a subcommand works with. Opening the database is left to those that need it. */
export interface CliContext {
  config: Config;
  clock: Clock;
  output: Output;
  /**
   * `service`: this process is the one service of the data folder. `role`: the owner's rights if nothing else is said;
   * whatever answers people works as `app`, after `prepare`.
   */
  withDatabase<T>(
    work: (database: Database) => Promise<T>,
    options?: Pick<DatabaseOptions, 'service' | 'prepare'> & { role?: DatabaseOptions['role'] },
  ): Promise<T>;
}
