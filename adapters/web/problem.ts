/** A refusal with its HTTP status; its text for people stands under `error.<code>` in the web chat's words. */
export class WebProblem extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'WebProblem';
    this.statusCode = statusCode;
    this.code = code;
  }
}
