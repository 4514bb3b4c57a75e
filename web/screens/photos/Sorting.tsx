import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type * as z from 'zod/mini'
import { sortPhotos } from '#contract/photos.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import type { Tags } from './OnPhoto.tsx'
import type { Addressed } from './offered.ts'
import { Tag } from './Tag.tsx'

export type SortedPhoto = z.output<typeof sortPhotos.output>['photos'][number]
/** What the picker came to: which photos go, and which of them to a family only. */
export type Sorted = { toFamilies: readonly string[]; leftOut: readonly string[]; isReady: boolean }
export const nothingToSort: Sorted = { toFamilies: [], leftOut: [], isReady: true }

type SortingProps = {
  files: readonly string[]
  audiences: readonly string[]
  to: Addressed
  onSorted: (to: Sorted) => void
}

const tones = { audience: 'ok', families: 'warn', nobody: 'bad', untagged: 'info' } as const

const comeTo = (photos: readonly SortedPhoto[] | undefined, isWaiting: boolean): Sorted => {
  const having = (reach: SortedPhoto['reach']) => (photos ?? []).filter((one) => one.reach === reach).map(({ id }) => id)
  return { toFamilies: having('families'), leftOut: having('nobody'), isReady: !isWaiting && having('untagged').length === 0 }
}

const Row = ({ photo, nth, onTag }: { photo: SortedPhoto; nth: number; onTag: () => void }) => {
  const t = useWords()
  const which = t('photos.nth', { nth })
  return (
    <li className="row">
      <img className="thumb" src={photo.small} width={64} height={64} alt={photo.words || t('photos.no_words')} />
      <span className="stack tight grow">
        <span className="row">
          <span className="small">{which}</span>
          <Badge tone={tones[photo.reach]}>{t(`photos.reach.${photo.reach}`)}</Badge>
        </span>
        <span>
          <Button look="plain" onPress={onTag}>
            {t(photo.reach === 'untagged' ? 'photos.tag' : 'photos.tag_again')}
            <span className="unseen">: {which}</span>
          </Button>
        </span>
      </span>
    </li>
  )
}

/** The photos among what is attached: who is on each, and with whom it may be shared. Refused, not answered and restricted are one word. */
export const Sorting = ({ files, audiences, to, onSorted }: SortingProps) => {
  const t = useWords()
  const [tagging, setTagging] = useState<string>()
  const [before, setBefore] = useState<Tags>()
  const isAsked = files.length > 0 && audiences.length > 0
  const { data, isPending, refetch } = useQuery({
    ...reading(sortPhotos, { query: { files: files.join(','), audiences: audiences.join(',') } }),
    enabled: isAsked,
    staleTime: 0,
    placeholderData: (before) => before,
  })
  const photos = isAsked ? (data?.photos ?? []) : []
  const sorted = comeTo(photos, isAsked && isPending)
  const said = JSON.stringify(sorted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `sorted` and `onSorted` are new with each render; what they say has changed when `said` has
  useEffect(() => onSorted(sorted), [said])
  if (photos.length === 0) return null
  const shared = photos.length - sorted.toFamilies.length - sorted.leftOut.length
  const at = photos.findIndex(({ id }) => id === tagging)
  const open = photos[at]
  const next = open && photos.slice(at + 1).find(({ reach }) => reach === 'untagged')
  return (
    <section className="field photos-sorting" aria-labelledby="sorting">
      <h2 id="sorting">{t('photos.sort')}</h2>
      <p className="hint">{t('photos.sort_how')}</p>
      <ul className="attached">
        {photos.map((photo, nth) => (
          <Row key={photo.id} photo={photo} nth={nth + 1} onTag={() => setTagging(photo.id)} />
        ))}
      </ul>
      {sorted.isReady && (
        <p role="status">
          <strong>{t('photos.split', { audience: shared, families: sorted.toFamilies.length })}</strong>
          {sorted.leftOut.length > 0 && ` ${t('photos.left_out', { count: sorted.leftOut.length })}`}
        </p>
      )}
      <LazySheet title={t('photos.tag_title')} open={open !== undefined} onClose={() => setTagging(undefined)}>
        {open && (
          <Tag
            key={open.id}
            photo={open}
            place={{ nth: at + 1, all: photos.length, isLast: next === undefined }}
            before={before}
            to={to}
            onDone={(tags) => {
              setBefore(tags)
              setTagging(next?.id)
              void refetch()
            }}
          />
        )}
      </LazySheet>
    </section>
  )
}
