import { readFileSync, writeFileSync } from 'node:fs';
import { say } from '../chat/words/index.ts';
import type { Problem } from '../domain/audit-check.ts';
import { CodedError } from '../domain/errors.ts';
import { systemRandom } from '../domain/ports.ts';
import {
  chainEntries,
  checkProof,
  checkpoint,
  listAudit,
  newestCheckpoint,
  proveEntry,
  verifyAudit,
} from '../services/audit.ts';
import { allowKeyChange } from '../services/key-changes.ts';
import {
  destroyKey,
  type KeyKind,
  keysFolder,
  listKeys,
  openKeys,
  publicKeysIn,
  rotateKey,
} from '../services/keys.ts';
import { checkpointFile, fileWitness } from '../services/witnesses.ts';
import type { CliContext } from './context.ts';
import { carryOut, operator } from './operator.ts';
import { exitCodes } from './output.ts';

interface Json {
  json?: boolean;
}

/** Public keys that were given, or else those of the keys folder. */
interface WithKeys extends Json {
  key?: string[];
}

function publicKeys({ config }: CliContext, { key }: WithKeys): string[] {
  return key ?? publicKeysIn(keysFolder(config));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CodedError('audit.file', { file }, { cause: error });
  }
}

/** Where a problem is, in words. */
function place({ output: { locale } }: CliContext, { index, entry, size, from }: Problem): string {
  const parts = Object.entries({ index, entry, size, from }).flatMap(([key, value]) =>
    value === undefined ? [] : [say(locale, `audit.place.${key as 'index'}`, { value })],
  );
  return parts.join(' ');
}

/** Refused with 3 where anything is wrong. `checkpoint`: files of notes that were kept outside. */
export function runAuditVerify(
  context: CliContext,
  options: WithKeys & { checkpoint?: string[] },
): Promise<number> {
  const { output, clock } = context;
  const notes = (options.checkpoint ?? []).map((name) => ({ name, text: read(name) }));
  const keys = publicKeys(context, options);
  return context.withDatabase(async (database) => {
    const verified = await verifyAudit(database, { publicKeys: keys, notes, now: clock.now() });
    const { problems, found, ...figures } = verified;
    if (options.json) output.json(verified);
    else if (found === 0) output.line(say(output.locale, 'audit.sound', figures));
    else {
      output.line(say(output.locale, 'audit.unsound', { ...figures, found }));
      for (const problem of problems) {
        const text = say(output.locale, `audit.problem.${problem.code}`);
        output.line(say(output.locale, 'audit.problem', { text, place: place(context, problem) }));
      }
      const more = found - problems.length;
      if (more > 0) output.line(say(output.locale, 'audit.more', { count: more }));
    }
    return found === 0 ? exitCodes.ok : exitCodes.refused;
  });
}

/** Entries, the newest first. `subject` is looked for as it is and as each of its pseudonyms. */
export function runAuditList(
  context: CliContext,
  options: Json & { limit: number; actor?: string; subject?: string; action?: string },
): Promise<number> {
  const { output, config } = context;
  const { limit, actor, action, subject } = options;
  return context.withDatabase(async (database) => {
    const subjects =
      subject === undefined ? undefined : [subject, ...openKeys(keysFolder(config)).pseudonyms(subject)];
    const entries = await listAudit(database, { limit, actor, action, subjects });
    if (options.json) output.json(entries);
    else if (entries.length === 0) output.line(say(output.locale, 'audit.none'));
    for (const entry of options.json ? [] : entries) {
      const shown = { subject: entry.subject ?? '', purpose: entry.purpose ?? '' };
      const { seq, at, actor, action, result } = entry;
      const time = at.slice(0, 19).replace('T', ' ');
      output.line(say(output.locale, 'audit.line', { id: seq, at: time, actor, action, result, ...shown }));
    }
    return exitCodes.ok;
  });
}

/** The proof goes to stdout, or to `out`. */
export function runAuditProve(
  context: CliContext,
  seq: number,
  options: Json & { out?: string },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const proof = await proveEntry(database, seq);
    const { out } = options;
    if (out === undefined) output.json(proof);
    else {
      try {
        writeFileSync(out, `${JSON.stringify(proof, null, 2)}\n`);
      } catch (error) {
        throw new CodedError('audit.out', { file: out }, { cause: error });
      }
      const { index, size } = proof;
      if (options.json) output.json({ entry: seq, index, size, file: out });
      else output.line(say(output.locale, 'audit.proved', { entry: seq, index, size, file: out }));
    }
    return exitCodes.ok;
  });
}

/** Needs the file and public keys, nothing else. Refused with 3 where the proof fails. */
export function runAuditCheck(context: CliContext, file: string, options: WithKeys): number {
  const { output } = context;
  const text = read(file);
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Not even JSON: as bad as any other form.
  }
  const result = checkProof(value, publicKeys(context, options));
  if (options.json) output.json(result);
  else if (result.holds) {
    const { entry, index, size, origin } = result;
    output.line(say(output.locale, 'audit.holds', { entry: entry.seq, index, size, origin }));
  } else output.line(say(output.locale, `audit.fails.${result.problem}`));
  return result.holds ? exitCodes.ok : exitCodes.refused;
}

/** Chains what waits, makes a checkpoint of it and prints its note; where nothing is new, the last one. */
export function runAuditCheckpoint(context: CliContext, options: Json): Promise<number> {
  const { output, clock, config } = context;
  return context.withDatabase(async (database) => {
    const keys = openKeys(keysFolder(config));
    await chainEntries({ database, clock });
    const made = await checkpoint({
      database,
      keys,
      clock,
      log: { warn: (fields, message) => output.hint(`${message} ${JSON.stringify(fields)}`) },
      witnesses: [fileWitness(checkpointFile(config))],
    });
    const newest = made ?? (await newestCheckpoint(database));
    if (options.json) {
      const told = newest && { size: newest.size, at: newest.at.toISOString(), note: newest.note };
      output.json({ made: made !== null, checkpoint: told });
      return exitCodes.ok;
    }
    if (!newest) output.hint(say(output.locale, 'audit.checkpoint.none'));
    else if (!made) output.hint(say(output.locale, 'audit.checkpoint.same'));
    if (newest) output.line(newest.note.trimEnd());
    return exitCodes.ok;
  });
}

export function runKeyList({ output, config }: CliContext, options: Json): number {
  const keys = listKeys(keysFolder(config));
  if (options.json) output.json(keys);
  else if (keys.length === 0) output.line(say(output.locale, 'key.none'));
  for (const { kind, id, createdAt, state, vkey } of options.json ? [] : keys) {
    const at = createdAt.slice(0, 10);
    const told = say(output.locale, `key.state.${state}`);
    output.line(say(output.locale, 'key.line', { kind, id, at, state: told, vkey: vkey ?? '' }).trimEnd());
  }
  return exitCodes.ok;
}

const kinds: readonly KeyKind[] = ['sign', 'pseudonym'];

interface KeyOptions extends Json {
  approval?: number;
}

/** Does it where a second person has agreed, else asks for it. */
function changeKey(
  context: CliContext,
  what: string,
  { approval, json }: KeyOptions,
  work: () => Promise<{ told: object; text: string }>,
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const deps = { database, random: systemRandom };
    const asked = await carryOut(database, () =>
      allowKeyChange(deps, operator(context), what, approval ?? null),
    );
    const { told, text } =
      asked === null
        ? await work()
        : { told: { approval: asked }, text: say(output.locale, 'key.asked', { id: asked }) };
    if (json) output.json(told);
    else output.line(text);
    return exitCodes.ok;
  });
}

export async function runKeyRotate(context: CliContext, name: string, options: KeyOptions): Promise<number> {
  const { output, config, clock } = context;
  const kind = kinds.find((one) => one === name);
  if (!kind) throw new CodedError('keys.kind', { kind: name, known: kinds.join('、') });
  return changeKey(context, `rotate ${kind}`, options, async () => {
    const id = await rotateKey(keysFolder(config), kind, clock);
    return { told: { kind, id }, text: say(output.locale, 'key.rotated', { id }) };
  });
}

export async function runKeyDestroy(context: CliContext, id: string, options: KeyOptions): Promise<number> {
  const { output, config, clock } = context;
  return changeKey(context, `destroy pseudonym ${id}`, options, async () => {
    await destroyKey(keysFolder(config), 'pseudonym', id, clock);
    const told = { kind: 'pseudonym', id, destroyed: true };
    return { told, text: say(output.locale, 'key.destroyed', { id }) };
  });
}
