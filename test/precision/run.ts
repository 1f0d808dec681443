import { parseArgs } from 'node:util';
import { signals } from '../../src/domain/policy-supervision.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { interval, measure } from './measure.ts';

/**
 * Precision and recall of every early-warning signal on a synthetic province, whose truth is known
 * (docs/early-warning.md): node test/precision/run.ts --entities 200000 --seed 1 [--as-of 2026-11-24] [--json]
 */
const { values } = parseArgs({
  options: {
    entities: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    'as-of': { type: 'string', default: '2026-11-24' },
    json: { type: 'boolean', default: false },
  },
});
const asOf = values['as-of'];
const policy = policyOn(readPolicies(policyFolder), asOf);
const measured = measure(policy, { entities: Number(values.entities), seed: values.seed, asOf });

const share = (hits: number, of: number): string => {
  if (of === 0) return 'none';
  const [least, most] = interval(hits, of);
  return `${((100 * hits) / of).toFixed(1)} % (${least.toFixed(1)}–${most.toFixed(1)})`;
};

if (values.json) process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
else {
  const lines = [
    `${measured.entities} entities, seed ${measured.seed}, ${measured.asOf}`,
    '| Signal | Troubled | Raised | Of these troubled | Precision (95 %) | Recall (95 %) |',
    '| --- | --- | --- | --- | --- | --- |',
    ...signals.map((signal) => {
      const { troubled, raised, hit } = measured.figures[signal];
      return `| ${signal} | ${troubled} | ${raised} | ${hit} | ${share(hit, raised)} | ${share(hit, troubled)} |`;
    }),
    `with any signal: ${measured.flagged} (${((1000 * measured.flagged) / measured.entities).toFixed(2)} of 1000)`,
    `signalsOf: ${measured.microseconds.toFixed(2)} µs an enterprise, the clock's own cost included`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
