import { SaxesParser } from 'saxes';
import { CodedError } from '../../domain/errors.ts';

/** Far deeper than any part of a workbook goes. */
const maxDepth = 64;

export type Attributes = Readonly<Record<string, string>>;

/** Names come without their prefix: programs differ in whether they write `row` or `x:row`. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

export interface XmlContext {
  file: string;
  /** Name of the part, for messages. */
  part: string;
  /** Longest text or tag, in UTF-16 units. */
  maxUnits: number;
  /** What to say of a longer one; the caller knows the row. */
  tooLong(): CodedError;
}

/**
 * Feeds a part to the handlers and yields after every chunk, so that the caller can hand on what it has gathered
 * before more is read. Document types are refused: the format has none, and entities are how XML explodes.
 * Throws file.corrupt for XML that is not well formed or not UTF-8.
 */
export async function* readXml(
  source: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  context: XmlContext,
): AsyncGenerator<void> {
  const corrupt = (cause?: unknown): CodedError =>
    new CodedError('file.corrupt', { file: context.file, part: context.part }, { cause });
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unfinished = 0;
  let depth = 0;

  parser.on('doctype', () => {
    throw corrupt();
  });
  parser.on('opentag', (tag) => {
    unfinished = 0;
    depth += 1;
    if (depth > maxDepth) throw corrupt();
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    unfinished = 0;
    depth -= 1;
    handlers.close?.(localName(tag.name));
  });
  const onText = (text: string): void => {
    unfinished = 0;
    if (text.length > context.maxUnits) throw context.tooLong();
    handlers.text?.(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);

  const write = (text: () => string, last: boolean): void => {
    try {
      parser.write(text());
      if (last) parser.close();
    } catch (error) {
      throw error instanceof CodedError ? error : corrupt(error);
    }
  };
  for await (const chunk of source) {
    write(() => decoder.decode(chunk, { stream: true }), false);
    // The parser keeps what it has not finished: a text without end would otherwise end in memory.
    unfinished += chunk.length;
    if (unfinished > context.maxUnits + chunk.length) throw context.tooLong();
    yield;
  }
  write(() => decoder.decode(), true);
  yield;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
