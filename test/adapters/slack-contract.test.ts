import { contractSuite } from './contract.ts';
import { startSlack } from './slack-harness.ts';

contractSuite('Slack by HTTP', () => startSlack({ by: 'http' }));
contractSuite('Slack by socket mode', () => startSlack({ by: 'socket' }));
