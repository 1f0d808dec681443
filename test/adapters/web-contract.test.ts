import { withDatabase } from '../support/database.ts';
import { contractSuite } from './contract.ts';
import { startWebHarness } from './web-harness.ts';

const database = withDatabase();

contractSuite('web chat', () => startWebHarness(database()), {
  faults: 'no platform stands between it and its page',
  groups: 'every chat is private',
  plain: 'its own page refuses no form of a message',
});
