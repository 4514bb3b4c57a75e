import { useEffect, useState } from 'react'
import { loadWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Avatar, Badge, Stepper } from '../../ui/Marks.tsx'
import { Banner, EmptyState, ErrorState } from '../../ui/Message.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { presences, StatusDot } from '../../ui/StatusDot.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { Toasts, toast } from '../../ui/Toast.tsx'
import { Progress, Skeleton } from '../../ui/Waiting.tsx'
import { Part } from './Part.tsx'
import { Chosen } from './PatternChosen.tsx'
import { Fields, Table } from './PatternFields.tsx'
import { Privacy } from './PatternPrivacy.tsx'
import { Themes } from './PatternThemes.tsx'

const looks = ['primary', 'quiet', 'plain', 'danger', 'ink'] as const
const tones = ['info', 'ok', 'warn', 'bad'] as const
const words = 'vårdnadshavarmedgivande'

const Actions = () => {
  const [sheet, setSheet] = useState<'' | 'sheet' | 'urgent' | 'destructive'>('')
  return (
    <Part name="Button, sheet, toast">
      <div className="row">
        {looks.map((look) => (
          <Button key={look} look={look}>
            {look}
          </Button>
        ))}
      </div>
      <div className="row">
        <Button disabled>disabled</Button>
        <Button busy>busy</Button>
        <Button icon="print">with icon</Button>
        <Button look="primary">{`${words} ${words}`}</Button>
      </div>
      <div className="row">
        <Button onPress={() => setSheet('sheet')}>Open a sheet</Button>
        <Button onPress={() => setSheet('urgent')}>Open an urgent one</Button>
        <Button onPress={() => setSheet('destructive')}>Delete something</Button>
        <Button onPress={() => toast('Accepted.', { undo: () => toast('Undone.') })}>Toast with undo</Button>
      </div>
      <ConfirmDestructive
        title="Delete 12 photos?"
        action="Delete"
        open={sheet === 'destructive'}
        onConfirm={() => setSheet('')}
        onClose={() => setSheet('')}
      >
        <p>Families keep copies they saved. Undo for 7 days.</p>
      </ConfirmDestructive>
      <LazySheet
        title="A sheet"
        open={sheet === 'sheet' || sheet === 'urgent'}
        urgent={sheet === 'urgent'}
        onClose={() => setSheet('')}
      >
        <p>Slides under the roof.</p>
        <Button onPress={() => setSheet('')}>Close</Button>
      </LazySheet>
    </Part>
  )
}

const Messages = () => (
  <Part name="Banner, empty, error, loading">
    {tones.map((tone) => (
      <Banner key={tone} tone={tone} title={`Banner: ${tone}`}>
        With a sentence below.
      </Banner>
    ))}
    <EmptyState title="Nothing yet" action={<Button>One action</Button>}>
      What goes here, and who starts it.
    </EmptyState>
    <ErrorState title="We could not send it." code="unavailable" requestId="0199a000-0001" onRetry={() => {}} />
    <Skeleton />
    <Progress label="Not known how far" />
    <Progress label="37 of 100" value={37} most={100} />
  </Part>
)

const Marks = () => (
  <Part name="Badge, avatar, attendance, stepper, timeline, QR">
    <div className="row">
      {([undefined, 'ok', 'warn', 'bad', 'info', 'action'] as const).map((tone) => (
        <Badge key={tone ?? 'plain'} {...(tone ? { tone } : {})}>
          {tone ?? 'plain'}
        </Badge>
      ))}
    </div>
    <div className="row">
      {['Hélène Roy', '佐藤 美咲', 'Åsa', 'E\u0301lodie Étienne', 'Anne-Sophie de La Rochefoucauld'].map((name) => (
        <Avatar key={name} name={name} />
      ))}
    </div>
    <div className="row">
      {presences.map((state) => (
        <StatusDot key={state} state={state} letter={state.charAt(0).toUpperCase()}>
          {state}
        </StatusDot>
      ))}
      <StatusDot state="late" letter="L" />
    </div>
    {[1, 2, 3].map((step) => (
      <Stepper key={step} step={step} of={3} />
    ))}
    <Timeline
      label="Timeline"
      steps={[
        { id: 'a', done: true, what: 'Written down by Hélène Roy on 3 November' },
        { id: 'b', done: true, what: 'Signed by a second person', more: <p className="quiet small">With a line below.</p> },
        { id: 'c', done: false, what: 'To be handed over by 1 December' },
        { id: 'd', done: false, what: `${words} ${words}` },
      ]}
    />
    <QrCode text="https://ecole.example/join/K7P2W9M4" label="QR code" />
  </Part>
)

/** Every component in every state; in development only. */
export const Patterns = () => {
  const [ready, setReady] = useState(false)
  useEffect(() => void loadWords('app', 'errors', 'ledger', 'people').then(() => setReady(true)), [])
  if (!ready) return null
  return (
    <>
      <header className="roof">
        <div className="row spread">
          <strong>Préau: components</strong>
        </div>
      </header>
      <main className="page broad stack wide">
        <h1>Components</h1>
        <LanguageSwitch />
        <Themes />
        <Actions />
        <Fields />
        <Chosen />
        <Table />
        <Messages />
        <Marks />
        <Privacy />
        <Part name="File">
          <FileDrop label="Drop a file here" hint="ZIP, up to 64 MB" onFile={({ name }) => toast(name)} />
        </Part>
      </main>
      <Toasts />
    </>
  )
}
