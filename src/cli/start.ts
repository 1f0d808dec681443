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
export function runStart(context: CliContext, builders: Pick<Builders, 'startService'>): Promise<number> {
  const { output, config } = context;
  const stopped = untilStopped();
  return context.withDatabase(
    async (database) => {
      const service = await builders.startService(context, database, () =>
        output.hint(say(output.locale, 'cli.sampleMaking', { entities: config.SAMPLE_ENTITIES })),
      );
      output.line(say(output.locale, 'cli.started', { url: service.url }));
      await stopped;
      output.hint(say(output.locale, 'cli.stopping'));
      await service.stop();
      return exitCodes.ok;
    },
    { service: true },
  );
}
