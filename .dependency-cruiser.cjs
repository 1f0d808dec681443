/** Who may import whom; see «How the house is laid out» in the README. */
const room = (path) => `^src/${path}/`;

/** From a room to every other room that it may not see. */
function only(name, from, allowed) {
  return {
    name: `${name}-imports`,
    severity: 'error',
    from: { path: from },
    to: { path: '^(src|adapters|commands|test)/', pathNot: [from, ...allowed] },
  };
}

// What a conversation is made of and what people read: seen by services, never the router or the dialogs.
const cards = '^src/chat/(card|event|turns|notice)\\.ts$';
/** The texts of pushes, which services write to people. */
const words = '^src/chat/words/';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { path: '^(src|adapters|commands)/' },
      to: { path: '^test/' },
    },
    {
      name: 'not-to-main',
      severity: 'error',
      from: { path: '^(src|adapters|commands|test)/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/(main|compose)\\.ts$' },
    },
    {
      name: 'not-to-dev',
      severity: 'error',
      from: { path: '^(src|adapters|commands)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('domain', room('domain'), []),
    only('store', room('store'), [room('domain')]),
    only('chat', room('chat'), [room('domain')]),
    only('services', room('services'), [
      room('domain'),
      room('store'),
      cards,
      words,
      '^src/delivery/outbox\\.ts$',
    ]),
    only('delivery', room('delivery'), [room('domain'), room('store'), room('chat')]),
    only('imports', room('imports'), [room('domain'), room('services')]),
    only('sample', room('sample'), [
      room('domain'),
      '^src/imports/templates/',
      '^src/imports/csv-line\\.ts$',
    ]),
    only('commands', '^commands/', [room('services'), room('chat'), room('domain')]),
    only('adapters', '^adapters/', [room('chat'), room('domain')]),
    only('web', room('web'), [room('services'), room('imports'), room('chat')]),
    only('cli', room('cli'), [
      room('services'),
      room('imports'),
      room('chat'),
      room('domain'),
      room('sample'),
      '^src/config\\.ts$',
      '^src/store/database\\.ts$',
      '^adapters/terminal/',
    ]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
