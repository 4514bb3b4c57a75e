import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asNobody } from '#kernel/db.ts'
import { openWorld } from '#tests/world.ts'
import { asWritten } from './naming.ts'

test('columns come with our names, those within JSON too, and what a column holds is left as it is', async () => {
  const world = await openWorld()
  const { rows } = await asNobody(world.installation.db, (tx) =>
    sql<object>`select 1 as school_id, 'school_id' as "alreadyOurs", null as a_1_b,
      jsonb_build_object('first_name', jsonb_build_array(jsonb_build_object('is_it', null))) as one_row, '{a_b}'::text[] as some_words`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([
    { schoolId: 1, alreadyOurs: 'school_id', a1B: null, oneRow: { firstName: [{ isIt: null }] }, someWords: ['a_b'] },
  ])
  await world.close()
})

test('a statement made from the data map gets the database’s own names back', async () => {
  const world = await openWorld()
  const { rows } = await asNobody(world.installation.db, (tx) => tx.executeQuery(asWritten('select $1::int as school_id', [1])))
  expect(rows).toEqual([{ school_id: 1 }])
  await world.close()
})
