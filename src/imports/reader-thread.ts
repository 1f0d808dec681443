/** Runs in a thread of its own: reads one file, a chunk for each `next`. See `startReader`. */
import { parentPort } from 'node:worker_threads';
import { CodedError } from '../domain/errors.ts';
import { type ReadChunk, readChunks } from './chunks.ts';
import type { ReaderAnswer, ReaderRequest } from './reader.ts';

let chunks: AsyncGenerator<ReadChunk> | null = null;

async function answer(reading: AsyncGenerator<ReadChunk>): Promise<ReaderAnswer> {
  try {
    const { done, value } = await reading.next();
    return done ? { done: true } : { chunk: value };
  } catch (error) {
    if (error instanceof CodedError) return { refused: { code: error.code, params: { ...error.params } } };
    return { failed: error };
  }
}

/** The bytes for COPY change hands; the rest, of which there is little, is copied. */
function buffersOf(answered: ReaderAnswer): ArrayBuffer[] {
  if (!('chunk' in answered)) return [];
  const { records, enterprises } = answered.chunk.chunk.facts;
  return [...(records?.pieces ?? []), ...(enterprises?.pieces ?? [])].map((piece) => piece.buffer);
}

async function handle(request: ReaderRequest): Promise<void> {
  if ('read' in request) chunks = readChunks(request.read);
  else if ('stop' in request) {
    // Behind every `next` that is still being answered: the file is closed by then.
    await chunks?.return(undefined);
    parentPort?.close();
  } else if (chunks) {
    const answered = await answer(chunks);
    parentPort?.postMessage(answered, buffersOf(answered));
  }
}

parentPort?.on('message', (request: ReaderRequest) => void handle(request));
