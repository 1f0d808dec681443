import type { Config } from '../config.ts';
import type { Clock } from '../domain/ports.ts';
import type { Database } from '../store/database.ts';
import type { Output } from './output.ts';

/** What a subcommand works with. Opening the database is left to those that need it. */
export interface CliContext {
  config: Config;
  clock: Clock;
  output: Output;
  /** `service`: this process is the one service of the data folder. */
  withDatabase<T>(work: (database: Database) => Promise<T>, options?: { service?: boolean }): Promise<T>;
}
