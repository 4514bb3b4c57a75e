import type { Check } from './checking.ts'
import { askingChecks } from './checks/asking.ts'
import { doorChecks } from './checks/door.ts'
import { drilledChecks } from './checks/drilled.ts'
import { leaverChecks } from './checks/leaver.ts'
import { leavingChecks } from './checks/leaving.ts'
import { linksChecks } from './checks/links.ts'
import { littleChecks } from './checks/little.ts'
import { machineChecks } from './checks/machine.ts'
import { matrixChecks } from './checks/matrix.ts'
import { openChecks } from './checks/open.ts'
import { pastChecks } from './checks/past.ts'
import { rightsChecks } from './checks/rights.ts'
import { runningChecks } from './checks/running.ts'
import { sealedChecks } from './checks/sealed.ts'
import { seenChecks } from './checks/seen.ts'
import { signedChecks } from './checks/signed.ts'
import { statusChecks } from './checks/status.ts'
import { takingChecks } from './checks/taking.ts'
import { toldChecks } from './checks/told.ts'
import { typedChecks } from './checks/typed.ts'
import { unsaidChecks } from './checks/unsaid.ts'
import type { CheckName } from './rows.ts'

/** Every check that runs. What is asked by a control and stands not here is not kept, whatever else holds. */
export const checks: Readonly<Partial<Record<CheckName, Check>>> = {
  ...doorChecks,
  ...seenChecks,
  ...sealedChecks,
  ...typedChecks,
  ...runningChecks,
  ...rightsChecks,
  ...askingChecks,
  ...leaverChecks,
  ...leavingChecks,
  ...openChecks,
  ...statusChecks,
  ...machineChecks,
  ...takingChecks,
  ...toldChecks,
  ...drilledChecks,
  ...linksChecks,
  ...littleChecks,
  ...matrixChecks,
  ...unsaidChecks,
  ...signedChecks,
  ...pastChecks,
}
