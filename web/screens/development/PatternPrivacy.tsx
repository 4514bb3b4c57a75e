import { useState } from 'react'
import { AccessLog, type LoggedRead } from '../../ui/AccessLog.tsx'
import { ConsentCard, Receipt, type Said } from '../../ui/Consent.tsx'
import { RetentionClock } from '../../ui/Kept.tsx'
import { EyeChip, WhyWeAsk } from '../../ui/Privacy.tsx'
import { RequestTracker, requestSteps } from '../../ui/RequestTracker.tsx'
import { Part } from './Part.tsx'

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()

const read: LoggedRead = {
  id: '1',
  day: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  first: inDays(-1),
  last: inDays(-1),
  times: 1,
  who: { role: 'teacher', name: 'H. R.', isOwn: false, isSchool: false },
  what: 'person.read',
  purpose: 'class_life',
  kinds: ['identity', 'contact'],
  withheldOn: null,
  reference: '4f1c09ab',
}
const reads: readonly LoggedRead[] = [
  read,
  { ...read, id: '2', reference: '2', times: 14, last: inDays(-0.9), what: 'class.list_read', kinds: ['identity'] },
  { ...read, id: '3', reference: '3', what: 'list.exported', kinds: ['identity'], who: { ...read.who, role: 'office' } },
  { ...read, id: '4', reference: '4', who: { role: null, name: null, isOwn: true, isSchool: false } },
  {
    ...read,
    id: '5',
    reference: '5',
    who: { role: null, name: null, isOwn: false, isSchool: true },
    withheldOn: inDays(-40).slice(0, 10),
  },
]

const lines = [
  { name: 'Notice', value: 'Class photos, version 3, 2026' },
  { name: 'Print of the words', value: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
]

const Consents = () => {
  const [said, setSaid] = useState<Said>('open')
  const words = 'Only the class sees them. You may change your mind at any time.'
  return (
    <>
      <ConsentCard purpose="Show class photos to the families of CM1-B" said={said} onSay={setSaid}>
        {words}
      </ConsentCard>
      <ConsentCard
        purpose="Print photos in the school paper"
        said="no"
        changedOn={inDays(-30)}
        onSay={() => {}}
        receipt={<Receipt number="4F2A" day={inDays(-30)} lines={lines} />}
      >
        {words}
      </ConsentCard>
      <ConsentCard purpose="Being sent" said="yes" busy onSay={() => {}}>
        {words}
      </ConsentCard>
    </>
  )
}

/** The privacy kit: nothing else is violet. */
export const Privacy = () => (
  <Part name="Privacy kit: violet ink, nothing else is violet">
    <EyeChip groups={['23 guardians of CM1-B', 'Mme Roy', 'The head']} />
    <WhyWeAsk short="Why do we ask?">To tell you the answer. Only the school sees it. Deleted after 14 days.</WhyWeAsk>
    <div className="row">
      <RetentionClock until={inDays(280)} now={now} />
      <RetentionClock until={inDays(12)} now={now} />
    </div>
    <AccessLog caption="Who saw it" reads={reads} timeZone="Europe/Paris" />
    <Consents />
    {requestSteps.map((step) => (
      <RequestTracker key={step} at={step} dueOn={inDays(21)} identified="Signed in" />
    ))}
  </Part>
)
