import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { archiveGroup, changeGroup, listGroups, readGroup, reopenGroup } from '#contract/groups.ts'
import { listVoices } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { asBody, GroupForm } from './GroupForm.tsx'

const route = getRouteApi('/s/$slug/groups/$groupId')
const touched = [readGroup, listGroups, listVoices]

const PutAway = ({ id }: { id: string }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useAction(archiveGroup, touched)
  return (
    <>
      <Button look="plain" icon="cross" onPress={() => setAsking(true)}>
        {t('groups.put_away')}
      </Button>
      <ConfirmDestructive
        title={t('groups.put_away_title')}
        action={t('groups.put_away')}
        open={asking}
        busy={isPending}
        onConfirm={() => mutate({ params: { id } }, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>{t('groups.put_away_what')}</p>
      </ConfirmDestructive>
    </>
  )
}

const Names = ({ title, people }: { title: string; people: readonly { id: string; display: string }[] }) => (
  <section className="stack tight">
    <h2>{title}</h2>
    <ul className="persons">
      {people.map(({ id, display }) => (
        <li key={id} dir="auto">
          {display}
        </li>
      ))}
    </ul>
  </section>
)

/** One group: for whoever may change it a form, for the others who is in it. */
export const GroupPage = () => {
  const t = useWords()
  const { slug, groupId } = route.useParams()
  const group = useEndpoint(readGroup, { params: { id: groupId } })
  const change = useAction(changeGroup, touched)
  const reopen = useAction(reopenGroup, touched)
  const { id, version, label, owner, staff, pupils, isArchived, can } = group
  return (
    <div className="stack">
      <Link to="/s/$slug/groups" params={{ slug }}>
        {t('groups.title')}
      </Link>
      <div className="row spread">
        <Title>{label}</Title>
        <EyeChip groups={[t('groups.seen.staff'), t('groups.seen.office'), t('groups.seen.families')]} />
      </div>
      {isArchived && (
        <Banner tone="info" title={t('errors.group.archived')}>
          {can.change && (
            <Button busy={reopen.isPending} onPress={() => reopen.mutate({ params: { id } })}>
              {t('groups.reopen')}
            </Button>
          )}
        </Banner>
      )}
      {!isArchived && pupils.length > 0 && (
        <p>
          <Link to="/s/$slug/messages/new" params={{ slug }} search={{ group: id }} icon="onward">
            {t('groups.write_to_families')}
          </Link>
        </p>
      )}
      {!isArchived && can.change && (
        <>
          <GroupForm
            key={version}
            first={{ label, owner, staff, pupils }}
            givesAway={can.giveAway}
            busy={change.isPending}
            error={change.error}
            verb={t('groups.save')}
            onSave={(filled) =>
              change.mutate({ params: { id }, version, body: asBody(filled) }, { onSuccess: () => toast(t('groups.saved')) })
            }
          />
          <p>
            <PutAway id={id} />
          </p>
        </>
      )}
      {!isArchived && !can.change && (
        <>
          <p className="quiet">{owner?.display ?? t('groups.no_owner')}</p>
          {staff.length > 0 && <Names title={t('groups.staff')} people={staff} />}
          <Names title={t('groups.pupils', { count: pupils.length })} people={pupils} />
        </>
      )}
    </div>
  )
}
