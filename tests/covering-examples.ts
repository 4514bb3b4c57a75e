import { readCopyEntries } from '#contract/covering.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { preparedCopyTable, type StoredPlace } from '#modules/privacy/index.ts'
import { requestTable } from '#modules/rights/sealed.ts'
import { snapshot } from '#vault/owners.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import { attaches, uploads } from './files.ts'
import { guard } from './world.ts'

/** A copy that was asked for, to be looked through first; with a link it has been given. */
const askedBy = async ({ world }: Stage, who: string, about: string, isGiven = false): Promise<string> => {
  const { installation, schoolId, owner } = world
  const id = uuidv7()
  const [sealed] = await asSchool(installation, schoolId, 'legal', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, requestTable.table, [{ id, owners: snapshot(id), content: {} }]),
  )
  await owner.query(
    `insert into rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, by_hand, sealed, closed_at, outcome, link_until)
     values ($1, $2, 'access', $3, $4, now(), 'EU-FR', current_date + 30, true, $5, ${isGiven ? "now(), 'granted', now() + interval '14 days'" : 'null, null, null'})`,
    [schoolId, id, about, who, sealed],
  )
  return id
}

/** A copy that Amal asked for, of a child of whom nobody else on the stage looks for, to be looked through first. */
const asked = async (stage: Stage): Promise<{ id: string; child: string }> => {
  const { world, people } = stage
  const { id: child } = await stage.unregistered()
  await guard(world, people.amal, { id: child })
  return { id: await askedBy(stage, people.amal.id, child), child }
}

/** The same, with the whole record covered as it no longer is. */
const covered = async (stage: Stage): Promise<{ id: string; child: string }> => {
  const { installation, schoolId, owner } = stage.world
  const { id, child } = await asked(stage)
  const place: StoredPlace = { table: 'public.person', id: child, field: null, from: 0, to: 0, ground: 'safety', of: 'before' }
  const copyId = uuidv7()
  const [sealed] = await asSchool(installation, schoolId, 'legal', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, schoolId, preparedCopyTable.table, [
      { id: copyId, owners: snapshot(copyId), content: { places: [place], reviewed: null } },
    ]),
  )
  await owner.query(
    `insert into prepared_copy (school_id, id, request_id, person_id, asked_by, version, covered, changed_at, sealed)
     values ($1, $6, $2, $3, $4, 1, 1, now(), $5)`,
    [schoolId, id, child, stage.people.amal.id, sealed, copyId],
  )
  return { id, child }
}

const record = (id: string) => ({ table: 'public.person', id, field: null, from: 0, to: 0 })

/** Copies that are looked through before they are given: of each endpoint a question that makes sense. */
export const coveringExamples: Readonly<Record<string, Example>> = {
  'rights.copy.read': async (stage) => ({ params: { id: (await asked(stage)).id } }),
  'rights.copy.cover': async (stage) => {
    const { id, child } = await asked(stage)
    return { params: { id }, body: { version: 0, places: [{ ...record(child), ground: 'safety' }] } }
  },
  'rights.copy.uncover': async (stage) => {
    const { id, child } = await covered(stage)
    return { params: { id }, body: { version: 1, places: [record(child)] } }
  },
  'rights.copy.open': async (stage) => {
    const { id, child } = await asked(stage)
    const { rosa } = stage.people
    const { body } = await uploads(stage.world, rosa, Buffer.from('Compte rendu'), { name: 'lecture.txt' })
    await attaches(stage.world, rosa, body.id, 'person', child)
    return { params: { id }, body: { table: 'public.file', id: body.id } }
  },
  'rights.copy.take': async (stage) => {
    const { id } = await stage.unregistered()
    return { params: { id: await askedBy(stage, id, id, true) } }
  },
  'rights.copy.give': async (stage) => {
    const { id } = await asked(stage)
    const { seen } = (await stage.people.dora.ask(readCopyEntries, { params: { id } })).body
    return { params: { id }, body: { version: 0, seen: `${seen}`, answer: 'Voici votre copie', unopened: 0 } }
  },
}
