import { type JoinRequest, listJoinRequests } from '#contract/classes.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { onlyMatch, useDecisions } from './decisions.ts'
import { useRequestColumns } from './RequestCells.tsx'

/** Families who asked with a class key, oldest first; each waits for one decision. */
export const Requests = () => {
  const t = useWords()
  const { requests } = useEndpoint(listJoinRequests, { query: { state: 'waiting' } })
  const decide = useDecisions()
  const columns = useRequestColumns(decide)
  const certain = requests.filter((request) => onlyMatch(request))
  const buttons = (chosen: readonly JoinRequest[], none: () => void) => {
    const sure = chosen.filter((request) => onlyMatch(request))
    const finish = (done: Promise<boolean>) => void done.then((isDone) => isDone && none())
    return (
      <>
        <Button
          look="primary"
          icon="check"
          busy={decide.busy}
          disabled={sure.length === 0}
          onPress={() => finish(decide.acceptMany(chosen))}
        >
          {t('classes.requests.accept_chosen', { count: sure.length })}
        </Button>
        <Button busy={decide.busy} onPress={() => finish(decide.decline(...chosen))}>
          {t('classes.requests.decline_chosen', { count: chosen.length })}
        </Button>
      </>
    )
  }
  return (
    <div className="stack">
      <div className="row spread">
        <Title>{t('classes.requests.title')}</Title>
        {certain.length > 1 && (
          <Button busy={decide.busy} onPress={() => void decide.acceptMany(certain)}>
            {t('classes.requests.accept_all', { count: certain.length })}
          </Button>
        )}
      </div>
      <Refused by={decide.refused} />
      {requests.length === 0 ? (
        <EmptyState title={t('classes.requests.none')} drawing="bench">
          {t('classes.requests.none_how')}
        </EmptyState>
      ) : (
        <DataTable
          caption={t('classes.requests.title')}
          rows={requests}
          columns={columns}
          first="made"
          text={({ name, email, child, classLabel }) => `${name} ${email} ${child} ${classLabel}`}
          name={({ name }) => name}
          taken={{ list: 'requests', purpose: 'enrolment' }}
          actions={buttons}
        />
      )}
    </div>
  )
}
