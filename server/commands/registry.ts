import { advisories } from './advisories.ts'
import { bench } from './bench.ts'
import { check } from './check.ts'
import type { Command } from './command.ts'
import { importRoster } from './import.ts'
import { incident } from './incident.ts'
import { keys } from './keys.ts'
import { ledger } from './ledger.ts'
import { mail } from './mail.ts'
import { migrate } from './migrate.ts'
import { notice } from './notice.ts'
import { promises } from './promises.ts'
import { record } from './record.ts'
import { reopenSchool } from './reopen.ts'
import { report } from './report.ts'
import { erasePerson, exportPerson, verifyCopy } from './rights.ts'
import { slip } from './slip.ts'
import { start, web, worker } from './start.ts'
import { supplier } from './supplier.ts'
import { witness } from './witness.ts'

/** Every command, in the order in which a person would need them. A row imports what it needs when it runs, not before. */
export const commands: readonly Command[] = [
  start,
  web,
  worker,
  migrate,
  importRoster,
  exportPerson,
  verifyCopy,
  erasePerson,
  reopenSchool,
  slip,
  mail,
  notice,
  incident,
  report,
  keys,
  ledger,
  witness,
  promises,
  record,
  supplier,
  advisories,
  check,
  bench,
]
