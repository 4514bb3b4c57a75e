import { expect, test } from 'vitest'
import { letLateGo, readRetention } from '#contract/retention.ts'
import { dayInParis } from '#tests/days.ts'
import { night } from '#tests/nights.ts'
import { classOf, openWorld, person } from '#tests/world.ts'

test('what had not had its time when somebody said so is asked about once it has', async () => {
  const world = await openWorld()
  const dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const [old, young] = [await classOf(world, '6D', [rosa], [noor]), await classOf(world, '6E', [rosa], [noor])]
  const year = `insert into school_year (school_id, id, from_on, to_on, created_at)
    select $1, gen_random_uuid(), $2::date - $3::int - 300, $2::date - $3::int, now() returning id`
  for (const [classId, ago] of [
    [old, 1200],
    [young, 100],
  ] as const) {
    const { rows } = await world.owner.query(year, [world.schoolId, dayInParis(), ago])
    await world.owner.query('update class set school_year_id = $2 where id = $1', [classId, rows[0].id])
  }
  await night(world)
  const { coming } = readRetention.output.parse((await dora.ask(readRetention, { query: { locale: 'en' } })).body)
  const asked = coming.find(({ what }) => what === 'Class membership')!
  expect(asked).toMatchObject({ rows: 0, late: 2 })
  expect((await dora.ask(letLateGo, { params: { id: asked.id } })).status).toBe(200)
  for (const _ of ['announced', 'gone']) {
    world.move(86_400)
    await night(world)
  }
  expect((await world.owner.query('select class_id from enrolment')).rows).toEqual([{ class_id: young }, { class_id: young }])
  world.move(400 * 86_400)
  await night(world)
  const { rows } = await world.owner.query(
    "select rows, late from announced_sweep where rule = 'public.enrolment' and done_at is null",
  )
  expect(rows, 'nobody has looked at these').toEqual([{ rows: 0, late: 2 }])
  await world.close()
})
