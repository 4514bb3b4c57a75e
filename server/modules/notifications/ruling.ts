import { changeDpoAddress, changeQuietHours } from '#contract/notifications.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { asQuiet, daysAsBits } from './minutes.ts'
import { saveRules } from './notifications.queries.ts'
import { quietEnds } from './quiet.ts'

/** What waits is looked at again when it is due: longer quiet hours hold it, shorter ones let it go when it was due. */
export const changeQuiet = action(changeQuietHours, async ({ tx, actor, body, now, emit }) => {
  const { fromMinute, untilMinute, days } = asQuiet(body)
  if (!quietEnds(now, { hours: [{ fromMinute, untilMinute, days }], zone: 'UTC' })) refuse('notification.always_quiet')
  const rules = { quietFrom: fromMinute, quietUntil: untilMinute, quietDays: daysAsBits(days) }
  await saveRules(tx, actor.schoolId ?? refuse('not_found'), rules)
  emit('school.quiet_hours_changed', { fromMinute, untilMinute, days: Number(days.join('')) })
  return body
})

export const changeDpo = action(changeDpoAddress, async ({ tx, actor, body: { dpoAddress }, emit }) => {
  await saveRules(tx, actor.schoolId ?? refuse('not_found'), { dpoAddress })
  emit('school.dpo_address_changed', { isSet: dpoAddress !== null })
  return { dpoAddress }
})
