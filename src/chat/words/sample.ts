import { defineWords } from './words.ts';

/** Texts for the sample province. */
export const sampleWords = defineWords({
  'error.sample.entities': {
    zh: '示例主体数量须为 1 至 {most} 的整数，收到的是 {entities}。',
    en: 'The number of sample entities must be a whole number from 1 to {most}, not {entities}.',
  },
  'error.sample.day': {
    zh: '日期「{day}」无效，请按 2026-05-31 的格式填写。',
    en: 'The day "{day}" is not valid: write it like 2026-05-31.',
  },
  'error.sample.write': {
    zh: '无法写入示例文件「{file}」（{reason}），请检查目录权限和磁盘空间后重试。',
    en: 'The sample file "{file}" cannot be written ({reason}): check the folder\'s rights and the free space, then try again.',
  },
});
