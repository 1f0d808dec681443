/** What a file is by its first bytes, whatever its name says. `other` carries the format's name, for the message. */
export type Signature = { kind: 'zip' | 'ole' | 'text' } | { kind: 'other'; format: string };

const magics: readonly [prefix: string, format: string][] = [
  ['255044462d', 'PDF'],
  ['52617221', 'RAR'],
  ['377abcaf271c', '7-Zip'],
  ['1f8b', 'GZIP'],
  ['504b0506', 'ZIP'],
  ['504b0708', 'ZIP'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['7b5c727466', 'RTF'],
  ['53514c69746520666f726d6174', 'SQLite'],
  ['0904060000001000', 'XLS'],
];

/** Business systems like to export an HTML table under the name of a spreadsheet. */
const markup = /^(?:\uFEFF)?\s*<(?:(html|!doctype|table|meta|head)|(\?xml))/i;

/** `head` is the beginning of the file; 64 bytes are enough. */
export function signatureOf(head: Buffer): Signature {
  const hex = head.toString('hex', 0, 16);
  if (hex.startsWith('504b0304')) return { kind: 'zip' };
  if (hex.startsWith('d0cf11e0')) return { kind: 'ole' };
  const magic = magics.find(([prefix]) => hex.startsWith(prefix));
  if (magic) return { kind: 'other', format: magic[1] };
  const tag = markup.exec(head.toString('utf8', 0, 256));
  if (tag) return { kind: 'other', format: tag[1] ? 'HTML' : 'XML' };
  return { kind: 'text' };
}
