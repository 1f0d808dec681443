import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeFault, Faults } from './telegram-faults.ts';
import { type Fields, readMultipart } from './telegram-files.ts';
import { type BotState, methods } from './telegram-methods.ts';
import { BotApiError } from './telegram-text.ts';

/** One call that arrived. */
export interface ApiCall {
  method: string;
  /** 0 where the call is about no chat. */
  chatId: number;
  /** Arrival, in milliseconds of `performance.now()`. */
  at: number;
  /** Status that was answered; 0 where none was. */
  status: number;
  /** Absent where payloads are not recorded. */
  fields?: Fields;
}

export interface ServerParts {
  token: string;
  state: BotState;
  faults: Faults;
  record: boolean;
  calls: ApiCall[];
}

interface Answer {
  status: number;
  body: object;
}

function read(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks))).on('error', reject);
  });
}

/** https://core.telegram.org/bots/api#making-requests */
function fieldsOf(query: string | undefined, contentType: string, body: Buffer): Fields {
  const fields: Fields = Object.fromEntries(new URLSearchParams(query));
  if (body.length === 0) return fields;
  if (contentType.startsWith('multipart/form-data'))
    return { ...fields, ...readMultipart(body, contentType) };
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return { ...fields, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  try {
    return { ...fields, ...(JSON.parse(body.toString()) as Fields) };
  } catch {
    throw new BotApiError(400, "Bad Request: can't parse JSON object");
  }
}

function refusal({ code, message, parameters }: BotApiError): Answer {
  const body = { ok: false, error_code: code, description: message };
  return { status: code, body: parameters ? { ...body, parameters } : body };
}

/** Refusals that a fault stands for. */
function faultError(fault: FakeFault, { pacing }: BotState, chatId: number, at: number): BotApiError | null {
  switch (fault.kind) {
    case 'rateLimited':
      return pacing.refuse(chatId, fault.retryAfterSeconds, at);
    case 'forbidden':
      return new BotApiError(403, 'Forbidden: bot was blocked by the user');
    case 'invalid':
      return new BotApiError(400, 'Bad Request: ENTITY_BOUNDS_INVALID');
    case 'refused':
      return new BotApiError(fault.code, fault.description);
    case 'serverError':
      return new BotApiError(fault.status, fault.status === 502 ? 'Bad Gateway' : 'Internal Server Error');
    default:
      return null;
  }
}

/** The Bot API's HTTP server for one bot. */
export function serveBotApi({ token, state, faults, record, calls }: ServerParts): Server {
  async function run(method: string, fields: Fields, at: number, response: ServerResponse): Promise<Answer> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const known = methods[method];
    if (!known) return refusal(new BotApiError(404, 'Not Found'));
    try {
      return {
        status: 200,
        body: { ok: true, result: await known(state, { fields, at, gone: gone.signal }) },
      };
    } catch (error) {
      if (error instanceof BotApiError) return refusal(error);
      throw error;
    }
  }

  /** Null where no proper answer is sent. */
  async function answerOf(call: ApiCall, fields: Fields, response: ServerResponse): Promise<Answer | null> {
    const fault = faults.take(call.method, call.chatId);
    if (!fault) return run(call.method, fields, call.at, response);
    const error = faultError(fault, state, call.chatId, call.at);
    if (error) return refusal(error);
    if (fault.kind === 'silence') return null;
    const socket = response.socket;
    if (fault.kind === 'reset' && fault.when === 'before') {
      socket?.resetAndDestroy();
      return null;
    }
    const answer = await run(call.method, fields, call.at, response);
    if (fault.kind === 'slow') await sleep(fault.ms);
    if (fault.kind === 'slow' || answer.status !== 200) return answer;
    if (fault.kind === 'reset') socket?.resetAndDestroy();
    if (fault.kind === 'garbled')
      response.writeHead(200, { 'content-type': 'application/json' }).end(fault.body);
    if (fault.kind === 'truncated') {
      const body = JSON.stringify(answer.body);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.write(body.slice(0, body.length >> 1), () => socket?.destroy());
    }
    return null;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const [path = '', query] = (request.url ?? '').split('?', 2);
    if (path.startsWith('/file/')) return serveFile(path, response);
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    const body = await read(request);
    if (given !== token) {
      const shaped = /^\d+:[\w-]{20,}$/.test(given ?? '');
      return send(
        response,
        refusal(new BotApiError(shaped ? 401 : 404, shaped ? 'Unauthorized' : 'Not Found')),
      );
    }
    try {
      const fields = fieldsOf(query, request.headers['content-type'] ?? '', body);
      const call: ApiCall = {
        method,
        chatId: Number(fields.chat_id ?? 0),
        at,
        status: 0,
        ...(record ? { fields } : {}),
      };
      calls.push(call);
      const answer = await answerOf(call, fields, response);
      call.status = answer?.status ?? 0;
      if (answer) send(response, answer);
    } catch (error) {
      if (!(error instanceof BotApiError)) throw error;
      send(response, refusal(error));
    }
  }

  function serveFile(path: string, response: ServerResponse): void {
    const [, given, filePath = ''] = /^\/file\/bot([^/]+)\/(.+)$/.exec(path) ?? [];
    const file = given === token ? state.files.byPath(filePath) : undefined;
    if (file) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes);
    else send(response, refusal(new BotApiError(404, 'Not Found')));
  }

  return createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
