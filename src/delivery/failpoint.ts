/** Where a crash can be asked for; see `test/soak`. Does nothing unless `FAILPOINT=name:n` is set. */
export type Failpoint = (name: FailpointName) => void;

export const failpointNames = [
  'inbox.received',
  'inbox.committed',
  'turn.started',
  'turn.committed',
  'send.claimed',
  'send.started',
  'send.done',
  'send.recorded',
  'job.written',
  'job.committed',
] as const;
export type FailpointName = (typeof failpointNames)[number];

export const noFailpoint: Failpoint = () => undefined;

/** `name:n`: the process kills itself, without a farewell, the n-th time it comes by. */
export function failpointFrom(spec: string | undefined): Failpoint {
  if (!spec) return noFailpoint;
  const [name, times = '1'] = spec.split(':');
  let left = Number(times);
  return (passed) => {
    if (passed !== name) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
