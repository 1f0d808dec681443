/** One column of an official file. `field` is our name for it; `header` the official one, as exported. */
export interface Column {
  field: string;
  header: string;
  /** Other spellings seen in files, among them the short names of the exchange tables. */
  aliases?: readonly string[];
  /** The file is refused as a whole without this column. */
  required?: boolean;
  /** ID-card numbers and the like: dropped at the door, only counted. */
  personal?: boolean;
  /** Free text that may name telephone numbers: masked at the door, and counted. */
  contacts?: boolean;
}

export interface Template {
  id: string;
  /** 官方名称, as shown in reports. */
  title: string;
  columns: readonly Column[];
  /** What stands in other columns is dropped like personal numbers, where templates usually keep it. */
  closed?: boolean;
}

/** Columns that any of our templates may carry beside its own. */
export const commonColumns: readonly Column[] = [
  { field: 'quarantineId', header: '隔离编号' },
  { field: 'quarantineReason', header: '隔离原因' },
  { field: 'recordStatus', header: '数据状态', aliases: ['操作类型', '记录状态'] },
];
