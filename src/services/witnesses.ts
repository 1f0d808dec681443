import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from '../chat/words/index.ts';
import { enqueuePush } from '../delivery/outbox.ts';
import type { Clock, Random } from '../domain/ports.ts';
import { parseCheckpoint, parseNote, splitNotes } from '../domain/signed-note.ts';
import { logEnd } from '../store/audit-read.ts';
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

/** Whether the log is shorter than a checkpoint that the file has: then this database is an old copy. */
export async function isBehind({ sql }: Database, path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const sizes = splitNotes(text).flatMap((note) => {
    const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
    return checkpoint ? [checkpoint.size] : [];
  });
  return sizes.length > 0 && (await logEnd(sql)).size < Math.max(...sizes);
}
