/** `npm run soak -- [NAME…] [--short] [--seed N] [--minutes N] [--json]`: the promises P1–P3 under fire. */
import { parseArgs } from 'node:util';
import { soakCrash } from './crash.ts';
import { soakDatabase } from './database.ts';
import { soakFaults } from './faults.ts';
import { soakPoison } from './poison.ts';
import { soakRandom } from './random.ts';
import { soakRedelivery } from './redelivery.ts';
import { soakReplicas } from './replicas.ts';
import type { SoakLine, SoakOptions } from './result.ts';
import { soakStop } from './stop.ts';

const scenarios: Record<string, (options: SoakOptions) => Promise<SoakLine>> = {
  crash: soakCrash,
  random: soakRandom,
  redelivery: soakRedelivery,
  faults: soakFaults,
  database: soakDatabase,
  replicas: soakReplicas,
  poison: soakPoison,
  stop: soakStop,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '120' },
  },
});
const names = positionals.length === 0 ? Object.keys(scenarios) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(scenarios, name));
if (unknown.length > 0)
  throw new Error(`no scenario ${unknown.join(', ')}; there are ${Object.keys(scenarios)}`);
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const lines: SoakLine[] = [];
for (const name of names) {
  const line = await scenarios[name]?.({
    short: values.short,
    seed: Number(values.seed),
    minutes: Number(values.minutes),
    say,
  });
  if (line) lines.push(line);
}
if (values.json) process.stdout.write(`${JSON.stringify(lines)}\n`);
else {
  for (const { name, kills, messages, cases, lost, doubled, repeated, seconds, holds, notes } of lines) {
    const counted = [
      kills === undefined ? [] : `${kills} kills`,
      messages === undefined ? [] : `${messages} messages`,
      cases === undefined ? [] : `${cases} cases`,
    ].flat();
    process.stdout.write(
      `${holds ? '✓' : '✗'} ${name}: ${counted.join(', ')}; lost ${lost}, doubled ${doubled}, repeated ${repeated}; ${seconds.toFixed(0)} s (${notes}; seed ${values.seed})\n`,
    );
  }
}
// The short form is for CI, whose machine may be slow: there only what was lost or done twice fails.
const failed = lines.filter((line) => (values.short ? line.lost + line.doubled > 0 : !line.holds));
process.exitCode = failed.length === 0 ? 0 : 1;
