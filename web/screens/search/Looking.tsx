import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type * as z from 'zod/mini'
import { listClasses } from '#contract/classes.ts'
import { mostHits, searchSchool } from '#contract/search.ts'
import { reading, useAction } from '../../api.ts'
import type { Me } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { Refused } from '../oversight/Refused.tsx'
import { Lead } from './Leads.tsx'

type Groups = z.output<typeof searchSchool.output>['groups']

const Hits = ({ groups, me }: { groups: Groups; me: Me }) => {
  const t = useWords()
  const count = groups.reduce((sum, { hits }) => sum + hits.length, 0)
  return (
    <>
      <p role="status" className="quiet small">
        {t('search.found', { count })}
      </p>
      {count === 0 && <p>{t('search.none_how')}</p>}
      {groups.map(({ kind, hits, hasMore }) => (
        <section key={kind} className="stack tight" aria-labelledby={`found-${kind}`}>
          <h3 id={`found-${kind}`}>{t(`search.kind.${kind}`)}</h3>
          <ul className="card rows">
            {hits.map((hit) => (
              <Lead key={hit.id} kind={kind} hit={hit} me={me} />
            ))}
          </ul>
          {hasMore && <p className="quiet small">{t('search.has_more', { count: mostHits })}</p>}
        </section>
      ))}
    </>
  )
}

/** Words, where to look for them, and what was found. Nothing is looked for while somebody types: each search is a fact. */
export const Looking = ({ me }: { me: Me }) => {
  const t = useWords()
  const [words, setWords] = useState('')
  const [classId, setClass] = useState('')
  const field = useRef<HTMLFormElement>(null)
  const { data } = useQuery(reading(listClasses))
  const { mutate, isPending, error, data: answer } = useAction(searchSchool)
  useEffect(() => field.current?.querySelector('input')?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ body: { words, ...(classId ? { classId } : {}) } })
  }
  const classes = (data?.classes ?? []).map(({ id, label }) => ({ value: id, label }))
  return (
    <>
      <form className="stack" ref={field} onSubmit={submit}>
        <TextField
          label={t('search.words')}
          hint={t('search.how')}
          type="search"
          required
          minLength={2}
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {classes.length > 1 && (
          <Select
            label={t('search.where')}
            value={classId}
            onChange={(event) => setClass(event.target.value)}
            options={[{ value: '', label: t('search.everywhere') }, ...classes]}
          />
        )}
        <p>
          <Button type="submit" look="primary" icon="search" busy={isPending} disabled={words.trim().length < 2}>
            {t('search.do')}
          </Button>
        </p>
      </form>
      <Refused by={error} />
      {answer && !isPending && <Hits groups={answer.groups} me={me} />}
    </>
  )
}
