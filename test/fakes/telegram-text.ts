/** What Telegram's servers do to a text and its entities before anybody sees them, and what they refuse. */

export interface Entity {
  type: string;
  offset: number;
  length: number;
  [more: string]: unknown;
}

export interface Formatted {
  text: string;
  entities: Entity[];
}

/** A refusal in the words of the Bot API. */
export class BotApiError extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;

  constructor(code: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string): BotApiError => new BotApiError(400, `Bad Request: ${what}`);

const formatting = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
]);
/** Found by Telegram itself; given by a bot they are ignored. */
const found = new Set(['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number']);

const maxLength = 4096;

/** https://core.telegram.org/bots/api#messageentity */
function readEntities(value: unknown): Entity[] {
  const given: unknown = typeof value === 'string' ? parseJson(value, 'entities') : (value ?? []);
  if (!Array.isArray(given)) throw badRequest("can't parse entities: expected an Array of MessageEntity");
  return given.flatMap((entity: unknown): Entity[] => {
    if (typeof entity !== 'object' || entity === null) throw badRequest("can't parse MessageEntity");
    const { type, offset, length } = entity as Record<string, unknown>;
    if (typeof type !== 'string') throw badRequest('can\'t parse MessageEntity: Can\'t find field "type"');
    if (found.has(type)) return [];
    if (!formatting.has(type)) throw badRequest("can't parse MessageEntity: Unsupported type specified");
    if (!Number.isInteger(offset)) throw badRequest("can't parse MessageEntity: offset must be a Number");
    if (!Number.isInteger(length)) throw badRequest("can't parse MessageEntity: length must be a Number");
    return [{ ...(entity as Entity), type, offset: Number(offset), length: Number(length) }];
  });
}

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`can't parse ${what} JSON object`);
  }
}

const control = /^[\u0000-\u0009\u000B\u000C\u000E-\u001F]$/;
const dropped = /^(?:[\r\u2028-\u202E]|\u030A|\u0333|\u033F)$/;

function halves(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && at < text.length && unit >= 0xdc00 && unit <= 0xdfff;
}

function check(text: string, entities: readonly Entity[]): void {
  for (const { offset, length } of entities) {
    if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
    if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
    const end = offset + length;
    const which = `entity beginning at UTF-16 offset ${offset}`;
    if (offset > text.length)
      throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
    if (end > text.length)
      throw badRequest(`${which} ends after the end of the text at UTF-16 offset ${end}`);
    if (halves(text, offset)) throw badRequest('entity begins in a middle of a UTF-16 symbol');
    if (halves(text, end)) throw badRequest(`${which} ends in a middle of a UTF-16 symbol`);
  }
}

/** Replaces and drops characters, moving the entities along. */
function cleaned({ text, entities }: Formatted): Formatted {
  let kept = '';
  /** Where each UTF-16 offset went. */
  const moved = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    moved[at] = kept.length;
    const unit = text[at] ?? '';
    if (control.test(unit)) kept += ' ';
    else if (!dropped.test(unit)) kept += unit;
  }
  moved[text.length] = kept.length;
  return {
    // Of repeated direction marks only the last stays one.
    text: kept.replace(/[\u200E\u200F](?=[\u200E\u200F])/g, '\u200C'),
    entities: entities.map((entity) => {
      const offset = moved[entity.offset] ?? 0;
      return { ...entity, offset, length: (moved[entity.offset + entity.length] ?? 0) - offset };
    }),
  };
}

const invisible =
  /^[ \n\u00A0\u1680\u180E\u2000-\u200F\u202E\u202F\u205F\u2800\u3000\uFEFF\uFFFC\u{E0000}-\u{E007F}]*$/u;

function trimmed({ text, entities }: Formatted): Formatted {
  const end = text.replace(/[ \n]+$/, '').length;
  const first = Math.min(end, ...entities.map(({ offset }) => offset));
  let start = 0;
  // The start is never trimmed into an entity.
  while (start < first && (text[start] === ' ' || text[start] === '\n')) start += 1;
  return {
    text: text.slice(start, end),
    entities: entities
      .map((entity) => ({
        ...entity,
        offset: entity.offset - start,
        length: Math.min(entity.length, end - entity.offset),
      }))
      .filter(({ length }) => length > 0),
  };
}

/**
 * What people will see. Everything that is sent is checked here: 1–4096 UTF-16 units after this treatment, entities
 * inside the text and not through the middle of a character. `parse_mode` is not needed by ours and not known here.
 * @throws BotApiError
 */
export function format(fields: Readonly<Record<string, unknown>>): Formatted {
  const { text } = fields;
  if (fields.parse_mode !== undefined) throw badRequest('unsupported parse_mode (by this fake)');
  if (typeof text !== 'string' || text === '') throw badRequest('message text is empty');
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const entities = readEntities(fields.entities);
  check(text, entities);
  const shown = trimmed(cleaned({ text, entities }));
  if (invisible.test(shown.text)) throw badRequest('text must be non-empty');
  if (shown.text.length > maxLength) throw badRequest('message is too long');
  return shown;
}

export interface SeenButton {
  text: string;
  callback_data: string;
}

const maxButtons = 100;
const maxRow = 8;

/** https://core.telegram.org/bots/api#inlinekeyboardmarkup; only `callback_data` is known here. */
export function readKeyboard(value: unknown): SeenButton[][] {
  if (value === undefined || value === null) return [];
  const markup: unknown = typeof value === 'string' ? parseJson(value, 'reply keyboard markup') : value;
  const rows = (markup as Record<string, unknown>).inline_keyboard;
  if (!Array.isArray(rows)) throw badRequest('object expected as reply markup');
  const read = rows.map((row: unknown): SeenButton[] => {
    if (!Array.isArray(row)) throw badRequest("can't parse inline keyboard: expected an Array of buttons");
    return row.map(readButton);
  });
  if (read.flat().length > maxButtons || read.some((row) => row.length > maxRow))
    throw badRequest('reply markup is too long');
  return read.filter((row) => row.length > 0);
}

function readButton(button: unknown): SeenButton {
  const { text, callback_data: data } = (button ?? {}) as Record<string, unknown>;
  if (typeof text !== 'string')
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
  const label = cleaned({ text, entities: [] }).text.trim();
  if (label === '') throw badRequest('text buttons are unallowed in the inline keyboard');
  if (typeof data !== 'string') throw badRequest('BUTTON_TYPE_INVALID');
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  return { text: label, callback_data: data };
}
