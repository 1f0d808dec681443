/**
 * An error that a person can act on. The text lives in the word files under `error.<code>`
 * (zh and en); `params` fill its placeholders. Never put secrets or message text into params.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: string, params: Record<string, string | number> = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.params = params;
  }
}

/** What a change rests on has changed meanwhile: nothing may be written, and it is decided anew. */
export class Overtaken extends Error {}
