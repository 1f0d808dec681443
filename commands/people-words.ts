import type { Decided } from '../src/chat/command.ts';
import { regionByName } from '../src/domain/regions.ts';

const id = '([A-Za-z0-9][A-Za-z0-9._-]{1,39})';

/** Each way to say something about people; `how` is told where the verb was right and the rest was not. */
const forms: readonly {
  verb: RegExp;
  how: string;
  whole: RegExp;
  intent: string;
  names: readonly string[];
}[] = [
  {
    verb: /^(?:新增人员|添加人员|add person)(?=\s|$)/i,
    how: 'add',
    whole: new RegExp(`^\\S+(?: person)?\\s+${id}\\s+(\\S+)\\s+(\\S+)(?:\\s+(\\S+))?(?:\\s+(\\S+))?$`, 'i'),
    intent: 'people.add',
    names: ['id', 'name', 'role', 'place', 'region'],
  },
  {
    verb: /^(?:绑定码|bind code)(?=\s|$)/i,
    how: 'code',
    whole: new RegExp(`^(?:绑定码|bind code)\\s+${id}$`, 'i'),
    intent: 'people.code',
    names: ['id'],
  },
  {
    verb: /^(?:停用|disable)(?=\s|$)/i,
    how: 'disable',
    whole: new RegExp(`^\\S+\\s+${id}\\s+(.{1,100})$`, 'i'),
    intent: 'people.disable',
    names: ['id', 'reason'],
  },
  {
    verb: /^(?:启用|enable)(?=\s|$)/i,
    how: 'enable',
    whole: new RegExp(`^\\S+\\s+${id}$`, 'i'),
    intent: 'people.enable',
    names: ['id'],
  },
  {
    verb: /^(?:角色|role)(?=\s|$)/i,
    how: 'role',
    whole: new RegExp(`^\\S+\\s+${id}\\s+(\\S+)$`, 'i'),
    intent: 'people.role',
    names: ['id', 'role'],
  },
  {
    verb: /^(?:额度|quota)(?=\s|$)/i,
    how: 'quota',
    whole: new RegExp(`^\\S+\\s+${id}$`, 'i'),
    intent: 'people.quota',
    names: ['id'],
  },
];
const setQuota = new RegExp(`^(?:额度|quota)\\s+${id}\\s+(\\d{1,6})$`, 'i');

export function peopleWords(text: string): Decided | null {
  const [whole, beginning] = /^(?:人员(?:名单|列表)?|\/?people)(?:\s+(\S{1,40}))?$/i.exec(text) ?? [];
  if (whole !== undefined) return { intent: 'people.list', args: beginning ? { beginning } : {} };
  const [, quotaId, quota] = setQuota.exec(text) ?? [];
  if (quotaId && quota) return { intent: 'people.setQuota', args: { id: quotaId.toLowerCase(), quota } };
  for (const { verb, how, whole: form, intent, names } of forms) {
    if (!verb.test(text)) continue;
    const found = form.exec(text);
    if (!found) return { intent: 'people.how', args: { what: how } };
    const args: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      const value = found[index + 1];
      if (value !== undefined) args[name] = name === 'id' ? value.toLowerCase() : value;
    }
    return { intent, args };
  }
  return null;
}

/** A region by its code or by its name, where only one is called so. */
export function regionOf(word: string): string {
  const [region, other] = regionByName(word);
  return region && !other ? region.code : word;
}
