import { useState } from 'react'
import type * as z from 'zod/mini'
import { decideChange, readFamily } from '#contract/families.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Avatar, Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { ChangeRights } from './ChangeRights.tsx'
import { Refused, Scopes } from './parts.tsx'

export type Family = z.output<typeof readFamily.output>
export type Edge = Family['edges'][number]

const GuardianCard = ({ edge, mayAsk }: { edge: Edge; mayAsk: boolean }) => {
  const t = useWords()
  const [changing, setChanging] = useState(false)
  const { guardian, relation, preset, holds, source } = edge
  const isLent = source === 'delegation'
  return (
    <article className="card stack tight" aria-label={guardian.display}>
      <header className="row">
        <Avatar name={guardian.display} />
        <div className="grow">
          <h3>{guardian.display}</h3>
          <p className="quiet small">{t(`join.relation.${relation}`)}</p>
        </div>
        <Badge {...(preset === 'equal' ? { tone: 'ok' as const } : {})}>
          {isLent ? t('families.lent_edge') : t(`families.preset.${preset}`)}
        </Badge>
      </header>
      {!holds && preset !== 'no_contact' && <Badge tone="warn">{t('families.resting')}</Badge>}
      <Scopes held={edge.scopes} />
      {mayAsk && !isLent && (
        <p className="no-print">
          <Button onPress={() => setChanging(true)}>{t('families.change')}</Button>
        </p>
      )}
      <LazySheet
        title={t('families.change_of', { name: guardian.display })}
        open={changing}
        urgent
        onClose={() => setChanging(false)}
      >
        <ChangeRights edge={edge} onDone={() => setChanging(false)} />
      </LazySheet>
    </article>
  )
}

const Change = ({ change, family }: { change: Family['changes'][number]; family: Family }) => {
  const t = useWords()
  const deciding = useAction(decideChange, [readFamily])
  const edge = family.edges.find(({ id }) => id === change.edgeId)
  const decide = (verdict: 'countersigned' | 'declined') => deciding.mutate({ params: { id: change.id }, body: { verdict } })
  const name = (of: string | null) => of ?? t('families.somebody')
  return (
    <li>
      <div className="stack tight grow">
        <strong>{edge?.guardian.display ?? t('families.somebody')}</strong>
        <span>
          {t('families.from_to', { before: t(`families.preset.${change.before}`), after: t(`families.preset.${change.preset}`) })}
        </span>
        <Scopes held={change.scopes} only />
        <span className="quiet small">
          {t('families.asked_by', { name: name(change.askedBy), day: shortDay(t.locale, change.askedAt) })} ·{' '}
          {t('families.reference', { reference: change.reference })}
        </span>
        {change.verdict && change.decidedAt ? (
          <span className="quiet small">
            {t('families.decided_by', {
              verdict: t(`families.verdict.${change.verdict}`),
              name: name(change.decidedBy),
              day: shortDay(t.locale, change.decidedAt),
            })}
          </span>
        ) : (
          <>
            <Badge tone="warn">{t('families.waiting')}</Badge>
            {family.can.countersign && (
              <div className="row no-print">
                {!change.isOwn && (
                  <Button look="primary" busy={deciding.isPending} onPress={() => decide('countersigned')}>
                    {t('families.sign')}
                  </Button>
                )}
                <Button busy={deciding.isPending} onPress={() => decide('declined')}>
                  {t(change.isOwn ? 'families.take_back' : 'families.decline')}
                </Button>
              </div>
            )}
          </>
        )}
        <Refused by={deciding.error} />
      </div>
    </li>
  )
}

/** The guardians of a pupil and what each may do; what waits for a second signature, and who changed what. */
export const GuardiansAndRights = ({ family }: { family: Family }) => {
  const t = useWords()
  const { edges, changes, can } = family
  return (
    <section className="stack" aria-labelledby="rights">
      <h2 id="rights">{t('families.title')}</h2>
      {edges.length === 0 && <EmptyState title={t('families.none')}>{t('families.none_how')}</EmptyState>}
      {edges.map((edge) => (
        <GuardianCard key={edge.id} edge={edge} mayAsk={can.ask} />
      ))}
      {can.countersign && (
        <>
          <h3>{t('families.changes')}</h3>
          {changes.length === 0 ? (
            <p className="quiet">{t('families.changes_none')}</p>
          ) : (
            <ul className="card rows">
              {changes.map((change) => (
                <Change key={change.id} change={change} family={family} />
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  )
}
