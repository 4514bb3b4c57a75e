import { useQueryClient } from '@tanstack/react-query'
import { type JoinRequest, listClasses, listJoinRequests, readClass } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { outdate } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useDecisions } from './decisions.ts'
import { RequestCard } from './RequestCard.tsx'

/** Exactly one pupil matches and nothing else is open: what one tap may accept. */
export const onlyMatch = ({ can, matches }: JoinRequest) => (can.accept && matches.length === 1 ? matches[0] : undefined)

/** Families who asked with a class key, oldest first; each waits for one decision. */
export const Requests = () => {
  const t = useWords()
  const client = useQueryClient()
  const { requests } = useEndpoint(listJoinRequests, { query: { state: 'waiting' } })
  const decide = useDecisions(() => outdate(client, listJoinRequests, readMe, listClasses, readClass))
  const certain = requests.filter((request) => onlyMatch(request))
  return (
    <div className="stack">
      <div className="row spread">
        <Title>{t('classes.requests.title')}</Title>
        {certain.length > 1 && (
          <Button onPress={() => decide.acceptAll(certain)}>{t('classes.requests.accept_all', { count: certain.length })}</Button>
        )}
      </div>
      {requests.length === 0 && (
        <EmptyState title={t('classes.requests.none')} drawing="bench">
          {t('classes.requests.none_how')}
        </EmptyState>
      )}
      <ul className="stack">
        {requests
          .toSorted((a, b) => a.madeAt.localeCompare(b.madeAt))
          .map((request) => (
            <li key={request.id}>
              <RequestCard request={request} decide={decide} />
            </li>
          ))}
      </ul>
    </div>
  )
}
