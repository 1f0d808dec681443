/** Imports one file in a process of its own and prints seconds and peak memory. Arguments: database URL, file. */
import { systemClock } from '../../src/domain/ports.ts';
import { importFile } from '../../src/imports/import-file.ts';
import { openDatabase } from '../../src/store/database.ts';

const [, , url = '', file = ''] = process.argv;
const database = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 4, retrySeconds: 5 });
const report = await importFile({ database, clock: systemClock }, file, { actor: 'bench', again: true });
await database.close();
if (report.quarantined > 0) throw new Error(JSON.stringify(report.errors[0]));
process.stdout.write(
  JSON.stringify({ seconds: report.seconds, peakMB: process.resourceUsage().maxRSS / 1024 }),
);
