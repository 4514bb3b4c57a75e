import { useNavigate } from '@tanstack/react-router'
import { listGroups, makeGroup } from '#contract/groups.ts'
import { readMe } from '#contract/people.ts'
import { listVoices } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { office } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { asBody, GroupForm } from './GroupForm.tsx'

/** A new group, for the school year of today. */
export const NewGroup = () => {
  const t = useWords()
  const navigate = useNavigate()
  const { person, school } = useEndpoint(readMe)
  const { mutate, isPending, error } = useAction(makeGroup, [listGroups, listVoices])
  const inOffice = person.roles.some((role) => office.includes(role))
  return (
    <div className="stack">
      <Title>{t('groups.new')}</Title>
      <GroupForm
        first={{ label: '', owner: null, staff: [], pupils: [] }}
        givesAway={inOffice}
        busy={isPending}
        error={error}
        verb={t('groups.make')}
        onSave={(filled) =>
          mutate(
            { body: asBody(filled) },
            {
              onSuccess: () => {
                toast(t('groups.made'))
                void navigate({ to: '/s/$slug/groups', params: { slug: school.slug } })
              },
            },
          )
        }
      />
    </div>
  )
}
