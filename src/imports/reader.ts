import { Worker } from 'node:worker_threads';
import { CodedError } from '../domain/errors.ts';
import type { ReadChunk, ReadingOrder } from './chunks.ts';

/** Bytes of a file from which on a thread saves more time than its start takes. An .xlsx is packed tenfold. */
export const threadBytes = { csv: 1 << 23, xlsx: 1 << 20 };

/** Chunks that are asked for before they are wanted: one waits while another is in work. */
const ahead = 2;

/** What the reading thread is told. */
export type ReaderRequest = { read: ReadingOrder } | { next: true } | { stop: true };

/** What it answers to `next`. `refused` is a CodedError, which has to be made anew on this side. */
export type ReaderAnswer =
  | { chunk: ReadChunk }
  | { done: true }
  | { refused: { code: string; params: Record<string, string | number> } }
  | { failed: unknown };

/** A thread that reads one file. */
export interface Reader {
  /** The chunks of the file, as `readChunks` has them; while one is merged the next is read. Once only. */
  read(order: ReadingOrder): AsyncGenerator<ReadChunk>;
  /** Ends the thread; what it read is let go of when this resolves. */
  stop(): Promise<void>;
}

/** Answers in the order in which they came, for one who waits. */
class Answers {
  private readonly come: ReaderAnswer[] = [];
  private waiting: ((answer: ReaderAnswer) => void) | null = null;

  put(answer: ReaderAnswer): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) waiting(answer);
    else this.come.push(answer);
  }

  next(): Promise<ReaderAnswer> {
    const answer = this.come.shift();
    if (answer) return Promise.resolve(answer);
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}

/** Starts a thread for `read`. It keeps the process alive until `stop`. */
export function startReader(): Reader {
  const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    // Flags of this process, such as a script on its command line, are not the thread's.
    execArgv: [],
    // Far more than reading needs, and far less than V8 would let pile up before it collects: memory would follow
    // the length of the file.
    resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 512 },
  });
  const answers = new Answers();
  const tell = (request: ReaderRequest): void => worker.postMessage(request);
  let reading = false;
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      ended = true;
      answers.put({ failed: new Error(`the reading thread ended with ${code}`) });
      resolve();
    });
  });
  worker.on('message', (answer: ReaderAnswer) => answers.put(answer));
  for (const event of ['error', 'messageerror'] as const) {
    worker.on(event, (error) => answers.put({ failed: error }));
  }
  return {
    async *read(order) {
      reading = true;
      tell({ read: order });
      for (let asked = 0; asked < ahead; asked += 1) tell({ next: true });
      for (;;) {
        const answer = await answers.next();
        if ('done' in answer) return;
        if ('refused' in answer) throw new CodedError(answer.refused.code, answer.refused.params);
        if ('failed' in answer) throw answer.failed;
        yield answer.chunk;
        tell({ next: true });
      }
    },
    async stop() {
      if (ended) return;
      if (reading) tell({ stop: true });
      else await worker.terminate();
      await exited;
    },
  };
}
