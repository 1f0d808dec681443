import { say } from '../chat/words/index.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './output.ts';
import type { Builders } from './running.ts';

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** Runs the service until it is told to stop (SIGINT, SIGTERM); then what is under way is finished first. */
export function runStart(
  context: CliContext,
  builders: Pick<Builders, 'prepare' | 'startService'>,
): Promise<number> {
  const { output, config } = context;
  const stopped = untilStopped();
  const making = (): void =>
    output.hint(say(output.locale, 'cli.sampleMaking', { entities: config.SAMPLE_ENTITIES }));
  return context.withDatabase(
    async (database) => {
      const service = await builders.startService(context, database);
      output.line(say(output.locale, 'cli.started', { url: service.url }));
      await stopped;
      output.hint(say(output.locale, 'cli.stopping'));
      await service.stop();
      return exitCodes.ok;
    },
    { service: true, role: 'app', prepare: (owner) => builders.prepare(context, owner, making) },
  );
}
