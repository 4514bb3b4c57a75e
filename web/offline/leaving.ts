import { endSession } from '#contract/sessions.ts'
import { ask, isRefusal, slugOfPage } from '../api.ts'
import { wipe } from './device.ts'
import { countDrafts } from './drafts.ts'
import { change, standing } from './network.ts'

/** Somebody signed out while nobody could be told: the first thing that is said when there is a network. */
const LEAVING = 'preau-leaving'

const endIt = async (): Promise<boolean> =>
  ask(endSession).then(
    () => true,
    (reason: unknown) => !isRefusal(reason) || reason.refused !== 'offline',
  )

/** Signs out and takes everything off this device, whether or not the school could be told. */
export const leaveNow = async () => {
  const isTold = await endIt()
  change({ wishes: [], isLeaving: false })
  await wipe().catch(() => {})
  if (!isTold) localStorage.setItem(LEAVING, 'yes')
  location.assign(`/s/${slugOfPage()}/`)
}

/** Signs out; first says what would be lost, if something waits. */
export const leave = async () => {
  if (standing().wishes.length > 0 || (await countDrafts().catch(() => 0)) > 0) change({ isLeaving: true })
  else await leaveNow()
}

/** True: somebody had signed out here before, and now has. */
export const finishLeaving = async (): Promise<boolean> => {
  if (localStorage.getItem(LEAVING) === null) return false
  if (!(await endIt())) return false
  localStorage.removeItem(LEAVING)
  location.assign(`/s/${slugOfPage()}/`)
  return true
}
