import { appendFile, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say } from '../chat/words/index.ts';
import { enqueuePush } from '../delivery/outbox.ts';
import type { Clock, Random } from '../domain/ports.ts';
import { parseCheckpoint, parseNote, splitNotes } from '../domain/signed-note.ts';
import type { Database } from '../store/database.ts';
import type { Witness } from './audit.ts';

/** Places that keep checkpoints where those who run this system cannot take them back. */

/** A file, best on a machine or a mount where they may append only. */
export function fileWitness(path: string): Witness {
  return {
    id: 'file',
    async publish(note) {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, `${note}\n`);
    },
  };
}

/** A chat, best a public channel; every hour at the most. */
export function chatWitness(
  { database, clock, random }: { database: Database; clock: Clock; random: Random },
  platform: string,
  chatId: string,
): Witness {
  return {
    id: 'chat',
    async publish(note) {
      const now = clock.now();
      const card = {
        title: say('zh', 'checkpoint.title'),
        tone: 'neutral' as const,
        children: [{ type: 'text' as const, text: note }],
        source: null,
      };
      const to = { chatId, chatKind: 'group' as const, userId: chatId };
      const key = `checkpoint:${now.toISOString().slice(0, 13)}`;
      await enqueuePush(
        database.sql,
        { platform, to, personId: null, key, card, locale: 'zh' },
        { random, now },
      );
    },
  };
}

/** The newest checkpoints stand at the end; a year of them is a hundred megabytes. */
const tailBytes = 65_536;

async function tailOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const length = Math.min(size, tailBytes);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** How long the log was by the longest of the newest checkpoints that the file has; 0 where there is none. */
export async function notedSize(path: string): Promise<number> {
  // The first of them may be cut off, and then says nothing.
  const sizes = splitNotes(await tailOf(path)).flatMap((note) => {
    const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
    return checkpoint ? [checkpoint.size] : [];
  });
  return Math.max(0, ...sizes);
}

/** Where the file witness writes. */
export function checkpointFile({
  DATA_DIR,
  CHECKPOINT_FILE,
}: {
  DATA_DIR: string;
  CHECKPOINT_FILE?: string | undefined;
}): string {
  return CHECKPOINT_FILE ?? join(DATA_DIR, 'checkpoints.txt');
}
