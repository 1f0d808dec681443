import { posix } from 'node:path';
import { CodedError } from '../../domain/errors.ts';
import type { ReaderLimits } from './limits.ts';
import { isDateFormat } from './xlsx-values.ts';
import { type Attributes, readXml, type XmlHandlers } from './xml.ts';
import type { Archive } from './zip.ts';

/** Of the parts that are kept in memory: sheet names, relationships, styles. Ten thousand styles are about 1 MB. */
const maxSmallPartBytes = 32 * 1024 * 1024;

export interface Workbook {
  /** The visible sheets with cells, in the order of their tabs. */
  sheets: { name: string; part: string }[];
  /** Part of the shared strings; null when all texts stand in the sheets. */
  strings: string | null;
  /** By number of cell style: whether its numbers are days or times. */
  dateStyles: boolean[];
  /** Days are counted from 1904-01-01, as old Macs did. */
  date1904: boolean;
}

interface Relationship {
  /** Last step of the type's URI: those of the strict and of the transitional format differ before it. */
  type: string;
  /** Name of the part, or null for something outside the file. */
  part: string | null;
}

/** Reads what must be known before the sheets. Throws file.unsupported when the zip file is no workbook. */
export async function readWorkbook(archive: Archive, file: string, limits: ReaderLimits): Promise<Workbook> {
  const read = (part: string, handlers: XmlHandlers): Promise<void> =>
    readSmallPart(archive, part, handlers, file, limits);
  const root = await readRelationships(archive, '', read);
  const main = partOf(root, 'officeDocument');
  if (main === null) throw new CodedError('file.unsupported', { file, kind: 'ZIP' });
  if (main.endsWith('.bin')) throw new CodedError('file.unsupported', { file, kind: 'XLSB' });

  const relationships = await readRelationships(archive, main, read);
  const workbook: Workbook = {
    sheets: [],
    strings: partOf(relationships, 'sharedStrings'),
    dateStyles: [],
    date1904: false,
  };
  let isWorkbook = false;
  await read(main, {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      else if (name === 'workbookPr') workbook.date1904 = isTrue(attributes.date1904);
      else if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
        const target = relationships.get(relationshipId(attributes));
        if (!target) throw new CodedError('file.corrupt', { file, part: main });
        // The other kinds of sheets are charts and dialogs.
        if (target.type === 'worksheet' && target.part !== null) {
          workbook.sheets.push({ name: attributes.name ?? '', part: target.part });
        }
      }
    },
  });
  if (!isWorkbook) throw new CodedError('file.unsupported', { file, kind: 'ZIP' });

  const styles = partOf(relationships, 'styles');
  if (styles !== null) workbook.dateStyles = await readDateStyles(styles, read);
  return workbook;
}

type ReadPart = (part: string, handlers: XmlHandlers) => Promise<void>;

async function readSmallPart(
  archive: Archive,
  part: string,
  handlers: XmlHandlers,
  file: string,
  limits: ReaderLimits,
): Promise<void> {
  if (archive.sizeOf(part) > maxSmallPartBytes) throw new CodedError('file.zipBomb', { file });
  const context = {
    file,
    part,
    maxUnits: limits.maxCellBytes,
    tooLong: () => new CodedError('file.corrupt', { file, part }),
  };
  const chunks = readXml(archive.read(part), handlers, context);
  while (!(await chunks.next()).done);
}

/** The relationships of a part, by id; those of the whole file for ''. A part without any has none. */
async function readRelationships(
  archive: Archive,
  part: string,
  read: ReadPart,
): Promise<Map<string, Relationship>> {
  const found = new Map<string, Relationship>();
  const folder = posix.dirname(part);
  const own = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(own)) return found;
  await read(own, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const type = posix.basename(attributes.Type ?? '');
      const inside = attributes.TargetMode !== 'External';
      // A target is relative to the part's folder unless it begins with the root.
      const target = posix.resolve('/', folder, attributes.Target ?? '').slice(1);
      found.set(attributes.Id ?? '', { type, part: inside ? target : null });
    },
  });
  return found;
}

function partOf(relationships: Map<string, Relationship>, type: string): string | null {
  return relationships.values().find((relationship) => relationship.type === type)?.part ?? null;
}

async function readDateStyles(part: string, read: ReadPart): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await read(part, {
    open(name, attributes) {
      if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(isDateFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** The attribute `r:id`, whatever its prefix; `sheetId` and the like have none. */
function relationshipId(attributes: Attributes): string {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'));
  return key === undefined ? '' : (attributes[key] ?? '');
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
