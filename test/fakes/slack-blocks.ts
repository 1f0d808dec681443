import { type Read, readMrkdwn, readPlain } from './slack-text.ts';

/**
 * What Slack accepts as blocks, and how they read. Texts are counted escaped and in UTF-16 units, the strictest
 * reading of «characters». https://docs.slack.dev/reference/block-kit/blocks
 */
export interface BlockProblem {
  error: 'invalid_blocks' | 'invalid_blocks_format' | 'msg_blocks_too_long';
  messages: string[];
}

type Json = Record<string, unknown>;

export interface Button {
  label: string;
  data: string;
  actionId: string;
}

const escapedLength = (text: string): number =>
  text
    .replace(/&(?!(amp|lt|gt);)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;').length;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Characters of all blocks together, and what each block adds to them. */
const totalLimit = 11_000;
const perBlock = 50;

class Check {
  readonly messages: string[] = [];
  total = 0;

  fail(message: string, where: string): void {
    this.messages.push(`[ERROR] ${message} [json-pointer:${where}]`);
  }

  text(value: unknown, where: string, max: number, plainOnly = false): void {
    if (!isObject(value)) this.fail('missing required field: text', where);
    else if (value.type !== 'plain_text' && (plainOnly || value.type !== 'mrkdwn')) {
      this.fail('must be a valid enum value', `${where}/type`);
    } else {
      if (value.type === 'mrkdwn' && value.emoji !== undefined) this.fail('invalid property: emoji', where);
      this.string(value.text, `${where}/text`, max);
    }
  }

  string(value: unknown, where: string, max: number): void {
    if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\u0000')) {
      this.fail('must be a string', where);
      return;
    }
    const length = escapedLength(value);
    this.total += length;
    if (value.trim() === '') this.fail('must be more than 0 characters', where);
    if (length > max) this.fail(`must be less than ${max + 1} characters`, where);
  }

  unique(values: readonly unknown[], where: string, name: string): void {
    const given = values.filter((value) => value !== undefined);
    if (new Set(given).size !== given.length) this.fail(`${name} must be unique`, where);
  }

  /** Each member of a list that must have between `min` and `max`. */
  each(
    list: unknown,
    where: string,
    [min, max]: [number, number],
    member: (value: unknown, at: string) => void,
  ): void {
    const members = listOf(list);
    if (members.length < min || members.length > max) this.fail(`must have ${min} to ${max} items`, where);
    for (const [at, value] of members.entries()) member(value, `${where}/${at}`);
  }

  button(element: unknown, where: string): void {
    if (!isObject(element) || element.type !== 'button') {
      this.fail('unsupported type', where);
      return;
    }
    this.text(element.text, `${where}/text`, 75, true);
    if (element.value !== undefined) this.string(element.value, `${where}/value`, 2000);
    if (element.action_id !== undefined) this.string(element.action_id, `${where}/action_id`, 255);
    const { style } = element;
    if (style !== undefined && style !== 'primary' && style !== 'danger')
      this.fail('not a style', `${where}/style`);
  }

  section({ text, fields }: Json, where: string): void {
    if (text === undefined && fields === undefined) this.fail('missing required field: text', where);
    if (text !== undefined) this.text(text, `${where}/text`, 3000);
    if (fields === undefined) return;
    this.each(fields, `${where}/fields`, [1, 10], (field, at) => this.text(field, at, 2000));
  }

  image({ alt_text: alt, image_url: url }: Json, where: string): void {
    this.string(alt, `${where}/alt_text`, 2000);
    this.string(url, `${where}/image_url`, 3000);
    if (!String(url).startsWith('https://')) this.fail('must be a public URL', `${where}/image_url`);
  }

  block(block: unknown, where: string): void {
    this.total += perBlock;
    const { type, text, elements } = isObject(block) ? block : {};
    if (type === 'header') this.text(text, `${where}/text`, 150, true);
    else if (type === 'section') this.section(block as Json, where);
    else if (type === 'context') {
      this.each(elements, `${where}/elements`, [1, 10], (element, at) => this.text(element, at, 2000));
    } else if (type === 'actions') {
      this.each(elements, `${where}/elements`, [1, 25], (element, at) => this.button(element, at));
    } else if (type === 'image') this.image(block as Json, where);
    else if (type !== 'divider') this.fail(`unsupported type: ${String(type)}`, `${where}/type`);
  }
}

/** Null where Slack would take them. */
export function checkBlocks(blocks: unknown): BlockProblem | null {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', messages: [] };
  const check = new Check();
  if (blocks.length > 50) check.fail('no more than 50 items allowed', '/blocks');
  for (const [at, block] of blocks.entries()) check.block(block, `/blocks/${at}`);
  const buttons = blocks.flatMap((block: unknown) => (isObject(block) ? listOf(block.elements) : []));
  check.unique(
    buttons.map((element) => (isObject(element) ? element.action_id : undefined)),
    '/blocks',
    'action_id',
  );
  check.unique(
    blocks.map((block: unknown) => (isObject(block) ? block.block_id : undefined)),
    '/blocks',
    'block_id',
  );
  if (check.messages.length > 0) return { error: 'invalid_blocks', messages: check.messages };
  return check.total > totalLimit ? { error: 'msg_blocks_too_long', messages: [] } : null;
}

function readText(value: unknown): Read {
  if (!isObject(value) || typeof value.text !== 'string') return { shown: '', notified: [] };
  if (value.type === 'plain_text') return readPlain(value.text, value.emoji !== false);
  return readMrkdwn(value.text, { names: value.verbatim !== true });
}

/** Everything that can be read, block by block; buttons apart. */
export function readBlocks(blocks: readonly unknown[]): { reads: Read[]; buttons: Button[] } {
  const reads: Read[] = [];
  const buttons: Button[] = [];
  for (const block of blocks) {
    if (!isObject(block)) continue;
    if (block.type === 'image') reads.push({ shown: `[${String(block.alt_text)}]`, notified: [] });
    else if (block.type === 'actions') {
      for (const element of listOf(block.elements)) {
        if (!isObject(element)) continue;
        const { shown } = readText(element.text);
        buttons.push({ label: shown, data: String(element.value), actionId: String(element.action_id) });
      }
    } else {
      const texts = [block.text, ...listOf(block.fields), ...listOf(block.elements)];
      reads.push(...texts.filter((text) => text !== undefined).map(readText));
    }
  }
  return { reads, buttons };
}
