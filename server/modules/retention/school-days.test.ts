import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayAfter } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { night } from '#tests/nights.ts'
import { classOf, openWorld, person, type World, withoutAccount } from '#tests/world.ts'

type School = { profile: string; zone: string; year: [string, string]; last: string; first: string; london: [string, string] } & {
  counted: [string, string]
}

/**
 * A year of each kind, the last day on which its classes are kept, and the first on which they may go; London's days shortly before and after that midnight;
 * and the last day on which it is known who did what in that year, and the first on which it is a number.
 */
const schools: Readonly<Record<string, School>> = {
  'in Tokyo, where the year begins in April': {
    ...{ profile: 'JP', zone: 'Asia/Tokyo', year: ['2027-04-01', '2028-03-31'] },
    ...{ last: '2033-03-31', first: '2033-04-01', london: ['2033-03-31', '2033-03-31'] },
    counted: ['2028-05-31', '2028-06-01'],
  },
  'in Stockholm, where it begins in August': {
    ...{ profile: 'EU-SE', zone: 'Europe/Stockholm', year: ['2027-08-01', '2028-07-31'] },
    ...{ last: '2029-07-31', first: '2029-08-01', london: ['2029-07-31', '2029-07-31'] },
    counted: ['2028-09-30', '2028-10-01'],
  },
  'in Paris, where it begins in September': {
    ...{ profile: 'EU-FR', zone: 'Europe/Paris', year: ['2027-09-01', '2028-08-31'] },
    ...{ last: '2029-08-31', first: '2029-09-01', london: ['2029-08-31', '2029-08-31'] },
    counted: ['2028-10-31', '2028-11-01'],
  },
  'in Montréal, behind London': {
    ...{ profile: 'QC-PUB', zone: 'America/Toronto', year: ['2027-09-01', '2028-06-30'] },
    ...{ last: '2029-06-30', first: '2029-07-01', london: ['2029-07-01', '2029-07-01'] },
    counted: ['2028-08-30', '2028-08-31'],
  },
}

const worldOf = async ({ profile, zone, year }: Pick<School, 'profile' | 'zone' | 'year'>): Promise<World> => {
  const world = await openWorld()
  await world.owner.query('update school set profile = $2, time_zone = $3 where school_id = $1', [world.schoolId, profile, zone])
  await world.owner.query('update school_year set from_on = $2, to_on = $3 where school_id = $1', [world.schoolId, ...year])
  return world
}
/** An instant by the clock of the school. */
const instant = async (world: World, zone: string, local: string) =>
  (await world.owner.query<{ at: Date }>('select ($1::timestamp at time zone $2) as at', [local, zone])).rows[0]!.at
const nightAt = async (world: World, zone: string, local: string) => {
  const at = await instant(world, zone, local)
  world.move((at.getTime() - world.clock.now().getTime()) / 1000)
  await night(world)
  return at
}

describe.each(Object.entries(schools))('a school %s', (_, school) => {
  const { zone, year, last, first, london } = school
  let world: World
  beforeAll(async () => {
    world = await worldOf(school)
    const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
    const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
    await classOf(world, '6B', [rosa], [noor])
    for (const table of ['class', 'enrolment']) await world.owner.query(`update ${table} set created_at = $1`, [year[0]])
  })
  afterAll(() => world.close())
  const classes = async () => (await world.owner.query('select from class')).rowCount
  const coming = async () =>
    (await world.owner.query("select due_on::text as on from announced_sweep where rule = 'public.class' and done_at is null"))
      .rows

  test('keeps its classes to the end of its own last day, and not of London’s', async () => {
    const eve = await nightAt(world, zone, `${last} 00:10`)
    expect(schoolDay(eve, zone)).toBe(last)
    expect([await coming(), await classes()]).toEqual([[{ on: first }], 1])
    const late = await nightAt(world, zone, `${last} 23:50`)
    expect([schoolDay(late, 'Europe/London'), await classes()]).toEqual([london[0], 1])
    const early = await nightAt(world, zone, `${first} 00:10`)
    expect([schoolDay(early, 'Europe/London'), await classes()]).toEqual([london[1], 0])
  })
})

describe.each(Object.entries(schools))('what was done in a year of a school %s', (_, school) => {
  const { zone, year, counted } = school
  let world: World
  beforeAll(async () => {
    world = await worldOf(school)
    const notice = uuidv7()
    await world.owner.query(
      `insert into notice (school_id, id, school_year_id, kind, state, language, asks, created_at, published_at, places, version)
       select school_id, $1, id, 'ordinary', 'published', 'fr', '{}', $2, $2, 1, 1 from school_year`,
      [notice, year[0]],
    )
    const families: string[] = []
    for (const name of ['Amal Benali', 'Eva Ek', 'Bilal Haddad', 'Hana Sato', 'Celia Martin', 'Otto Lindqvist'])
      families.push((await withoutAccount(world, { name, role: 'guardian' })).id)
    const last = await instant(world, zone, `${year[1]} 23:50`)
    const next = await instant(world, zone, `${dayAfter(year[1], 'P1D')} 00:05`)
    await world.owner.query(
      `insert into notice_receipt (school_id, notice_id, person_id, seen_at)
       select $1, $2, p, case nth when 6 then $5::timestamptz else $4 end from unnest($3::uuid[]) with ordinality n (p, nth)`,
      [world.schoolId, notice, families, last, next],
    )
  })
  afterAll(() => world.close())
  const found = async () => {
    const { rows } = await world.owner.query("select to_char(month_on, 'YYYY-MM') as month, times from activity_figure")
    return [(await world.owner.query('select from notice_receipt')).rowCount, ...rows]
  }

  test('is a number from its own day on, of its own last month; what is of the next year is left', async () => {
    for (const local of [dayAfter(year[1], 'P3D'), dayAfter(year[1], 'P4D'), counted[0]])
      await nightAt(world, zone, `${local} 00:10`)
    await nightAt(world, zone, `${counted[0]} 23:50`)
    expect(await found()).toEqual([6])
    await nightAt(world, zone, `${counted[1]} 00:10`)
    expect(await found()).toEqual([1, { month: year[1].slice(0, 7), times: 5 }])
  })
})

describe('when the clocks change', () => {
  const zone = 'Europe/Paris'
  let world: World
  beforeAll(async () => {
    world = await worldOf({ profile: 'EU-FR', zone, year: ['2027-09-01', '2028-08-31'] })
  })
  afterAll(() => world.close())
  const left = async () => (await world.owner.query('select from idempotency')).rowCount
  /** An answer that is remembered for seven days, from an instant on. */
  const remembered = async (local: string) => {
    await world.owner.query('delete from idempotency')
    await world.owner.query(
      `insert into idempotency (school_id, person_id, key, endpoint, request_digest, status, made_at) values ($1, $2, $3, 'post.publish', '\\x00', 200, $4)`,
      [world.schoolId, uuidv7(), uuidv7(), await instant(world, zone, local)],
    )
  }
  const found = async (...locals: readonly string[]) => {
    const rows: (number | null)[] = []
    for (const local of locals) {
      await nightAt(world, zone, local)
      rows.push(await left())
    }
    return rows
  }

  test('seven days with an hour less are seven days of the school', async () => {
    await remembered('2028-03-24 00:30') // London: the 23rd
    expect(await found('2028-03-30 00:10', '2028-03-31 00:10', '2028-03-31 23:50', '2028-04-01 00:10')).toEqual([1, 1, 1, 0])
  })

  test('and seven days with an hour more', async () => {
    await remembered('2028-10-24 23:30')
    expect(await found('2028-10-30 23:50', '2028-10-31 00:10', '2028-10-31 23:50', '2028-11-01 00:10')).toEqual([1, 1, 1, 0])
  })

  test('a night that falls into the hour that is there twice ends nothing twice, and one into the hour that is missing ends it', async () => {
    await remembered('2028-10-20 12:00')
    expect(await found('2028-10-28 02:10', '2028-10-29 01:10', '2028-10-29 02:10', '2028-10-29 03:10')).toEqual([1, 0, 0, 0])
    await remembered('2029-03-16 12:00')
    expect(await found('2029-03-24 02:10', '2029-03-25 02:10')).toEqual([1, 0])
  })

  test('a month that has no such day ends on its last: nothing goes a day early', async () => {
    const changed = async (local: string) =>
      world.owner.query(
        `insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields)
         values ($1, 'public.person', gen_random_uuid(), $2, 'update', null, 'person.correct', '{names}')`,
        [world.schoolId, await instant(world, zone, local)],
      )
    const there = async () => (await world.owner.query("select from vault.change where action = 'person.correct'")).rowCount
    await changed('2032-02-29 23:30') // kept for twelve months: to the 28th of February
    const rows: (number | null)[] = []
    for (const local of ['2033-02-27 03:00', '2033-02-28 03:00', '2033-02-28 23:50', '2033-03-01 00:10']) {
      await nightAt(world, zone, local)
      rows.push(await there())
    }
    expect(rows).toEqual([1, 1, 1, 0])
  })
})
