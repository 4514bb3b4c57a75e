import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { imageAudiences, readClassImageRights } from '#contract/image-rights.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { OnPaper } from './OnPaper.tsx'

export type Pupil = z.output<typeof readClassImageRights.output>['pupils'][number]

/** May, or may not, for each pupil of a class and each use; why not is told to nobody. What came on paper is written down here. */
export const OfClass = () => {
  const t = useWords()
  const { classId } = useParams({ from: '/s/$slug/classes/$classId/image-rights' })
  const { pupils, wording } = useEndpoint(readClassImageRights, { params: { id: classId } })
  const [open, setOpen] = useState<string>()
  const pupil = pupils.find(({ id }) => id === open)
  const columns: Columns<Pupil> = [
    {
      id: 'name',
      label: t('images.receipt.who'),
      sort: ({ display }) => display,
      cell: ({ id, display }) => <span id={`pupil-${id}`}>{display}</span>,
    },
    ...imageAudiences.map((audience) => ({
      id: audience,
      label: t(`images.audience.${audience}`),
      sort: ({ may }: Pupil) => (may[audience] ? 0 : 1),
      plain: ({ may }: Pupil) => t(may[audience] ? 'images.may' : 'images.may_not'),
      cell: ({ may }: Pupil) => (
        <>
          <span className="on-card">{t(`images.audience.${audience}`)} · </span>
          <Badge tone={may[audience] ? 'ok' : 'info'}>{t(may[audience] ? 'images.may' : 'images.may_not')}</Badge>
        </>
      ),
    })),
    {
      id: 'paper',
      label: t('images.paper'),
      cell: ({ id, signs }) =>
        signs.length > 0 && (
          <Button look="plain" describedBy={`pupil-${id}`} onPress={() => setOpen(id)}>
            {t('images.paper_write')}
          </Button>
        ),
    },
  ]
  return (
    <div className="stack wide">
      <Title>{t('images.class')}</Title>
      <p>{t('images.class_lead')}</p>
      <DataTable
        caption={t('images.class')}
        rows={pupils}
        columns={columns}
        text={({ display }) => display}
        name={({ display }) => display}
        taken={{ list: 'image_rights', of: classId, purpose: 'class_life' }}
      />
      <LazySheet title={t('images.paper')} open={pupil !== undefined} onClose={() => setOpen(undefined)}>
        {pupil && <OnPaper key={pupil.id} pupil={pupil} wording={wording} onClose={() => setOpen(undefined)} />}
      </LazySheet>
    </div>
  )
}
