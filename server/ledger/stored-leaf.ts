import { sha256 } from './bytes.ts'
import { leaf } from './leaf.ts'
import { leafHash } from './tree.ts'
import type { StoredFact } from './verify.queries.ts'

const nothing = Buffer.alloc(0)

/** A fact's leaf, from its columns and nothing else. */
export const leafOfFact = (fact: StoredFact): Buffer =>
  leaf(
    {
      id: fact.id,
      schoolId: fact.school_id,
      event: fact.event,
      class: fact.class,
      purpose: fact.purpose,
      subjectKind: fact.subject_kind,
    },
    fact.actor_commitment,
    fact.subject_commitment,
    fact.detail_hash ?? sha256(fact.sealed_detail ?? nothing),
    fact.stub_hash ?? sha256(fact.sealed_stub ?? nothing),
  )

/** The same, as it stands in the tree. */
export const hashOfFact = (fact: StoredFact): Buffer => leafHash(leafOfFact(fact))
