import { useState } from 'react'
import type * as z from 'zod/mini'
import { listSamePeople, mergePeople, previewMerge } from '#contract/merging.ts'
import { listPeople } from '#contract/people.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './parts.tsx'

type Pair = z.output<typeof listSamePeople.output>['pairs'][number]

/** What making two records one would do, before anybody does it. */
export const Compare = ({ pair, onDone }: { pair: Pair; onDone: () => void }) => {
  const t = useWords()
  const [isSwapped, setSwapped] = useState(!pair.first.signsIn && pair.second.signsIn)
  const [keptId, otherId] = isSwapped ? [pair.second.id, pair.first.id] : [pair.first.id, pair.second.id]
  const { kept, merged, moves, ends, signIn, refused } = useEndpoint(previewMerge, { params: { id: keptId, otherId } })
  const merging = useAction(mergePeople, [listSamePeople, listPeople])
  const done = () => {
    toast(t('families.same.merged'))
    onDone()
  }
  return (
    <>
      <p>{t('families.same.keeps', { kept: kept.display, merged: merged.display })}</p>
      {moves.length > 0 && (
        <ul>
          {moves.map(({ what, rows }) => (
            <li key={what}>
              {t(`families.same.what.${what}`)} · {rows}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">{t('families.same.ends', { count: ends })}</p>
      {signIn !== 'none' && <p className="quiet small">{t(`families.same.sign_in.${signIn}`)}</p>}
      {refused && <Banner tone="warn" title={t(`families.same.refused.${refused}`)} />}
      <Refused by={merging.error} />
      <div className="row">
        <Button
          look="primary"
          disabled={refused !== null}
          busy={merging.isPending}
          onPress={() => merging.mutate({ body: { keptId, mergedId: otherId } }, { onSuccess: done })}
        >
          {t('families.same.merge')}
        </Button>
        <Button onPress={() => setSwapped(!isSwapped)}>{t('families.same.swap')}</Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </>
  )
}
