import { uuidv7 } from '#kernel/ids.ts'
import type { DataMap } from '#kernel/personal-data.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { asSchool } from '#kernel/system.ts'
import type { Catalogue } from '#modules/privacy/catalogue.ts'
import type { World } from '#tests/world.ts'
import type { Owner } from '#vault/owners.ts'

/** What a garden is planted in. */
export type Ground = Pick<World, 'installation' | 'owner' | 'schoolId'>
export type Garden = {
  world: Ground
  map: DataMap
  catalogue: Catalogue
  choices: ReadonlyMap<string, string>
  yearId: string
  epoch: Owner
  sourceId: string
  everybodyId: string
  /** A text that the school asks about, and its version. */
  asked: { policyId: string; versionId: string }
}

const choicesSql = `select n.nspname || '.' || c.relname || '.' || a.attname as column,
    (regexp_match(pg_get_constraintdef(k.oid), '''([^'']*)''::text'))[1] as first
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
  where k.contype = 'c' and cardinality(k.conkey) = 1 and pg_get_constraintdef(k.oid) ~ '(= ANY|<@|= '')'`

/** What every row needs that is about nobody: a year, its epoch, a source of rosters; and the first value of each enumeration. */
export const openGarden = async (world: Ground, map: DataMap, catalogue: Catalogue): Promise<Garden> => {
  const { rows } = await world.owner.query<{ column: string; first: string }>(choicesSql)
  const { year, epoch } = await asSchool(
    world.installation,
    world.schoolId,
    'administration',
    'garden.arrange',
    async ({ tx, vault, now }) => {
      const found = await schoolYearOn(tx, world.schoolId, now)
      return { year: found, epoch: await vault.epoch(tx, world.schoolId, 'school_life', found.fromOn) }
    },
  )
  const sourceId = uuidv7()
  await world.owner.query("insert into public.roster_source (school_id, id, code, created_at) values ($1, $2, 'garden', now())", [
    world.schoolId,
    sourceId,
  ])
  const asked = { policyId: uuidv7(), versionId: uuidv7() }
  const text = [world.schoolId, asked.versionId]
  await world.owner.query(
    "insert into public.policy (school_id, id, kind, about, made_at) values ($1, $2, 'consent', 'pupil', now())",
    [world.schoolId, asked.policyId],
  )
  await world.owner.query(
    'insert into public.policy_version (school_id, id, policy_id, number, counts_from, published_at) values ($1, $2, $3, 1, 1, now())',
    [...text, asked.policyId],
  )
  await world.owner.query(
    "insert into public.policy_text (school_id, version_id, language, title, body, digest) values ($1, $2, 'fr', 'Club', 'Le club.', sha256('Le club.'))",
    text,
  )
  const everybody = await world.owner.query<{ id: string }>(
    "select id from public.audience where school_id = $1 and kind = 'school'",
    [world.schoolId],
  )
  return {
    world,
    map,
    catalogue,
    asked,
    everybodyId: everybody.rows[0]!.id,
    choices: new Map(rows.map(({ column, first }) => [column, first])),
    yearId: year.id,
    epoch,
    sourceId,
  }
}
