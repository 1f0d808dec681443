import { defineWords } from './words.ts';

/** What went wrong, and what to do: `error.<code>` of a CodedError. */
export const errorWords = defineWords({
  'error.config.invalid': {
    zh: '设置 {name} 不正确，应为：{expected}。',
    en: 'Setting {name} is wrong; expected: {expected}.',
  },
  'error.config.secretFile': {
    zh: '{name} 指定的文件 {file} 不存在。',
    en: 'The file {file} named by {name} does not exist.',
  },
  'error.config.secretTwice': {
    zh: '{name} 和 {name}_FILE 只能设置一个。',
    en: 'Set either {name} or {name}_FILE, not both.',
  },
  'error.database.unreachable': {
    zh: '{seconds} 秒内无法连接数据库 {place}（{code}）。请检查 DATABASE_URL 和数据库是否已启动。',
    en: 'The database {place} could not be reached in {seconds} s ({code}). Check DATABASE_URL and that the server runs.',
  },
  'error.database.refused': {
    zh: '数据库 {place} 拒绝连接（{code}）。请检查 DATABASE_URL 中的用户、密码和库名。',
    en: 'The database {place} refused the connection ({code}). Check user, password and name in DATABASE_URL.',
  },
  'error.database.full': {
    zh: '磁盘或数据库空间已满，本次操作未生效。请清理空间后重试。',
    en: 'The disk of the database is full; nothing was changed. Make room and try again.',
  },
  'error.disk.full': {
    zh: '磁盘空间已满，无法写入 {file}。',
    en: 'The disk is full; {file} could not be written.',
  },
  'error.data.held': {
    zh: '数据目录 {folder} 正由另一个服务使用（进程 {pid}，自 {since}）。请先停止它，或设置另一个 DATA_DIR。',
    en: 'The data folder {folder} is in use by another service (process {pid}, since {since}). Stop it first, or set another DATA_DIR.',
  },
  'error.data.busy': {
    zh: '数据目录 {folder} 正在启动或停止，请稍后再试。',
    en: 'The data folder {folder} is being started or stopped; try again in a moment.',
  },
  'error.data.folder': {
    zh: '无法建立或写入数据目录 {folder}。请检查权限，或设置另一个 DATA_DIR。',
    en: 'The data folder {folder} cannot be made or written. Check its rights, or set another DATA_DIR.',
  },
  'error.embedded.platform': {
    zh: '没有适用于 {platform} 的内置数据库。请设置 DATABASE_URL。',
    en: 'There is no embedded database for {platform}. Set DATABASE_URL.',
  },
  'error.embedded.noUser': {
    zh: 'PostgreSQL 不能以 root 运行，且系统没有 postgres 或 nobody 用户。请以普通用户运行，或执行 useradd --system postgres，或设置 DATABASE_URL。',
    en: 'PostgreSQL does not run as root, and there is no user postgres or nobody. Run as another user, or `useradd --system postgres`, or set DATABASE_URL.',
  },
  'error.embedded.unreachable': {
    zh: '以 root 运行时，数据库用户无法进入 {folder}。请把 DATA_DIR 设到其他目录，或设置 DATABASE_URL。',
    en: 'Run as root, the database user cannot enter {folder}. Set DATA_DIR to another place, or set DATABASE_URL.',
  },
  'error.embedded.initdb': {
    zh: '建立内置数据库失败：{output}',
    en: 'Making the embedded database failed: {output}',
  },
  'error.embedded.start': {
    zh: '启动内置数据库失败：{output}',
    en: 'Starting the embedded database failed: {output}',
  },
  'error.embedded.stop': {
    zh: '停止内置数据库失败：{output}',
    en: 'Stopping the embedded database failed: {output}',
  },
  'error.embedded.state': {
    zh: '数据目录 {folder} 缺少 server.json，无法得知数据库口令。请恢复该文件，或改用新的 DATA_DIR。',
    en: 'The data folder {folder} lacks server.json with the database’s password. Restore it, or use a new DATA_DIR.',
  },
  'error.port.taken': {
    zh: '{host}:{port} 已被占用。请设置另一个 PORT。',
    en: '{host}:{port} is taken. Set another PORT.',
  },
  'error.turn.contended': {
    zh: '同一会话中的消息过于密集，请稍后重发。',
    en: 'Too many messages at once in this conversation; send it again in a moment.',
  },
  'error.search.tooLong': {
    zh: '查询内容过长，最多 {max} 字。',
    en: 'The query is too long; {max} characters are allowed.',
  },
  'error.quarantine.unknown': {
    zh: '没有待处理的隔离记录 {id}。',
    en: 'There is no open quarantine entry {id}.',
  },
  'error.unexpected': {
    zh: '程序出错：{message}',
    en: 'Unexpected error: {message}',
  },
});
