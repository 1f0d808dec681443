/** Structured lines; no message text, no secrets. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Not the error whole: a database error quotes the row, and with it what a person wrote. So no message, only where. */
export function describe(error: unknown): { code: string; stack: string | undefined } {
  if (!(error instanceof Error)) return { code: typeof error, stack: undefined };
  const { code } = error as { code?: unknown };
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return { code: typeof code === 'string' ? code : error.name, stack: frames?.join('\n') };
}
