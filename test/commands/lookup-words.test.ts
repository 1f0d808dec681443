import { describe, expect, it } from 'vitest';
import { askedName } from '../../commands/lookup-words.ts';

describe('askedName', () => {
  it.each([
    ['海星信用咋样', '海星'],
    ['海星的信用怎么样？', '海星'],
    ['请问海星的信用等级是什么', '海星'],
    ['帮我查一下海星家电的信用情况', '海星家电'],
    ['查询：海星', '海星'],
    ['查询「海星家电」', '海星家电'],
    ['麻烦帮我查查《海星》吧', '海星'],
    ['query Haixing', 'Haixing'],
    ['look up haixing please', 'haixing'],
    ['海星靠谱吗？', '海星'],
    ['查\u200b一下　ＡＢ海星', 'AB海星'],
  ])('finds the name asked for in %s', (text, name) => {
    expect(askedName(text)).toEqual({ name, explicit: true });
  });

  it.each(['查询', '查一下', '请帮我查一下', '查信用', '信用怎么样？', 'query'])(
    'finds the verb alone in %s',
    (text) => {
      expect(askedName(text)).toEqual({ name: '', explicit: true });
    },
  );

  it.each(['海星家电', 'haixing', '青岛海星家电有限公司'])('takes %s for a possible name', (name) => {
    expect(askedName(name)).toEqual({ name, explicit: false });
  });

  it.each(['', '😀', '？', "' or 1=1--", '%_', '<script>'])('bears %j', (text) => {
    expect(askedName(text).explicit).toBe(false);
  });

  // The router refuses longer messages.
  it('takes a long run of the same words apart in little time', () => {
    const started = performance.now();
    expect(askedName('查一下'.repeat(170)).name).toBe('');
    expect(askedName(`海星${'吗'.repeat(510)}`).name).toBe('海星');
    expect(performance.now() - started).toBeLessThan(500);
  });
});

it.each(['想象力文化传媒有限公司', '企业家商学院有限公司', '可以清饮品有限公司', '关于山农场'])(
  'leaves the name %s whole',
  (name) => {
    expect(askedName(name).name).toBe(name);
    expect(askedName(`我想查一下${name}的信用怎么样`).name).toBe(name);
  },
);
