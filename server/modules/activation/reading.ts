import {
  changeSlipSettings,
  mostSlipDays,
  type OnSlip,
  readClassSlips,
  readSlips,
  readStaffSlips,
  type SlipCounts,
} from '#contract/activation.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { collatorOf } from '#modules/people/index.ts'
import * as queries from './activation.queries.ts'
import { type Named, named } from './making.ts'
import { inOrder } from './ordering.ts'

const none: SlipCounts = { people: 0, live: 0, activated: 0, never: 0 }

/** What holds for a school that has not said otherwise. */
const usual = { days: mostSlipDays, teachersPrint: false }

export const overview = action(readSlips, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const [rows, settings, school] = await Promise.all([queries.countReaders(tx), queries.settingsOf(tx, schoolId), schoolOf(tx)])
  const counted = (classId: string | null, reader: string): SlipCounts => {
    const row = rows.find((one) => one.classId === classId && one.reader === reader)
    return row
      ? { people: row.people, live: row.live, activated: row.activated, never: row.people - row.live - row.activated }
      : none
  }
  const sealed = rows.flatMap(({ classId, sealed }) => (classId && sealed ? [{ id: classId, sealed }] : []))
  const each = [...new Map(sealed.map((row) => [row.id, row])).values()]
  const labels = await vault.open(tx, schoolId, classTable, each)
  const classes = each.map(({ id }, nth) => ({
    ...{ id, label: labels[nth]?.label ?? '' },
    ...{ pupils: counted(id, 'pupil'), guardians: counted(id, 'guardian') },
  }))
  const { compare } = collatorOf(school.locale)
  return {
    settings: settings ?? usual,
    classes: classes.sort((a, b) => compare(a.label, b.label)),
    staff: counted(null, 'staff'),
  }
})

const onSlip = (reader: Named): OnSlip => ({
  ...{ id: reader.id, display: reader.display, reader: reader.reader },
  state: reader.locale ? 'activated' : reader.until ? 'live' : 'never',
  until: reader.until?.toISOString() ?? null,
})

export const ofClass = action(readClassSlips, async ({ tx, actor, vault, params, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const [row, readers, school] = await Promise.all([
    queries.classById(tx, schoolId, params.id),
    queries.readersOfClass(tx, params.id),
    schoolOf(tx),
  ])
  const found = row ?? refuse('not_found')
  const [[content], people] = await Promise.all([
    vault.open(tx, schoolId, classTable, [found]),
    named({ tx, vault }, schoolId, readers),
  ])
  emit('class.list_read', { classId: found.id })
  return { id: found.id, label: content?.label ?? '', people: inOrder(people, school.locale).map(onSlip), can: { print: true } }
})

export const ofStaff = action(readStaffSlips, async ({ tx, actor, vault, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const [readers, school] = await Promise.all([queries.readersOfStaff(tx), schoolOf(tx)])
  const people = await named({ tx, vault }, schoolId, readers)
  emit('directory.searched', { results: people.length })
  return { people: inOrder(people, school.locale).map(onSlip) }
})

export const changeSettings = action(changeSlipSettings, async ({ tx, actor, body, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  await queries.saveSettings(tx, { schoolId, ...body, changedAt: now, changedBy: actor.personId ?? nobody })
  emit('slip.settings_changed', body)
  return body
})
