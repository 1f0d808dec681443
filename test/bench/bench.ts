/** One figure: ours against a named baseline of the same run. */
export interface BenchLine {
  name: string;
  value: number;
  unit: string;
  baseline: number;
  /** Value by baseline, or the other way round where more is better; what `target` speaks of. */
  ratio: number;
  target: string;
  holds: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

export function line(
  name: string,
  unit: string,
  value: number,
  baseline: number,
  ratio: number,
  target: string,
  holds: boolean,
): BenchLine {
  return {
    name,
    value: rounded(value),
    unit,
    baseline: rounded(baseline),
    ratio: rounded(ratio),
    target,
    holds,
  };
}

/** Told while it runs, on stderr: stdout belongs to the figures. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
