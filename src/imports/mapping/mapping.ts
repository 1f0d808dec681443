import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Fact, RecordFact, RowProblem } from '../../domain/facts.ts';
import type { IsoDate } from '../../domain/ports.ts';
import type { Template } from '../templates/template.ts';

/** The row's cells by field name, cleaned; fields that the file does not have are absent. */
export type Cells = Readonly<Record<string, string>>;

export interface MappingContext {
  line: number;
  /** Today in Shandong: no decision can lie after it. */
  today: IsoDate;
  /** Columns beyond the template, kept as they came. */
  extra: Readonly<Record<string, string>> | null;
}

export type Mapped = { fact: Fact } | { problems: FieldProblem[] };

export interface FieldProblem {
  /** A field of the template, or '' for the row as a whole. */
  field: string;
  code: string;
  params: RowProblem['params'];
}

/** A field's cell as the schema has it, or null where the schema has something against it. */
export type FieldCheck = (cell: string | undefined) => { value: unknown } | null;

/** Turns a row of one template into a fact, or says what is wrong with it. */
export interface Mapping {
  template: Template;
  map(cells: Cells, context: MappingContext): Mapped;
  /** The schema field by field, for the files of a day. Its fields know nothing of each other. */
  fieldChecks(today: IsoDate): Readonly<Record<string, FieldCheck>>;
  /**
   * The fact of a row whose every field passed `fieldChecks`, or null where `map` has to say what is wrong.
   * `cells` and `row` are the caller's to use again: nothing of them is kept.
   */
  build(cells: Cells, row: Readonly<Record<string, unknown>>, context: MappingContext): Fact | null;
}

export function fieldProblem(field: string, code: string, params: RowProblem['params'] = {}): FieldProblem {
  return { field, code, params };
}

/** Checks the cells with `schema`, then builds the fact; `check` sees the row as a whole first. */
export function defineMapping<S extends z.ZodObject>(definition: {
  template: Template;
  schema: (today: () => IsoDate) => S;
  check?: (cells: Cells) => FieldProblem[];
  build: (row: z.output<S>, context: MappingContext) => Fact | FieldProblem[];
}): Mapping {
  let today: IsoDate = '';
  const schema = definition.schema(() => today);
  return {
    template: definition.template,
    map(cells, context) {
      today = context.today;
      const problems = definition.check?.(cells) ?? [];
      const parsed = schema.safeParse(cells);
      if (!parsed.success) {
        for (const issue of parsed.error.issues) {
          const field = String(issue.path[0] ?? '');
          // What the row-level check said of this field is more exact than «missing».
          if (problems.some((known) => known.field === field)) continue;
          const params =
            issue.code === 'custom' ? (issue.params as FieldProblem['params'] | undefined) : undefined;
          problems.push(fieldProblem(field, issue.message, params ?? {}));
        }
      }
      if (problems.length > 0 || !parsed.success) return { problems };
      const built = definition.build(parsed.data, context);
      return Array.isArray(built) ? { problems: built } : { fact: built };
    },
    fieldChecks(day) {
      const types: Record<string, z.core.$ZodType> = definition.schema(() => day).shape;
      return Object.fromEntries(
        Object.entries(types).map(([field, type]): [string, FieldCheck] => [
          field,
          (cell) => {
            const parsed = z.safeParse(type, cell);
            return parsed.success ? { value: parsed.data } : null;
          },
        ]),
      );
    },
    build(cells, row, context) {
      if (definition.check && definition.check(cells).length > 0) return null;
      const built = definition.build(row as z.output<S>, context);
      return Array.isArray(built) ? null : built;
    },
  };
}

/** Hash of parts, as a UUID: 16 bytes in the table instead of a long text. No secrets: equality only. */
export function digest(...parts: readonly string[]): string {
  return hash('md5', parts.join('\u001F'));
}

type Common = Pick<
  RecordFact,
  'validUntil' | 'publicityUntil' | 'status' | 'correctedOn' | 'repairedOn' | 'authorityCode' | 'source'
>;

/** The parts of a record that a template may lack. */
export const absent: Common = {
  validUntil: null,
  publicityUntil: null,
  status: 'inForce',
  correctedOn: null,
  repairedOn: null,
  authorityCode: '',
  source: '',
};
