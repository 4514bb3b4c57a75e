import { useState } from 'react'
import type * as z from 'zod/mini'
import { listSessions } from '#contract/sessions.ts'
import { listMethods, makeRecoveryCodes, removeMethod, renameMethod } from '#contract/sign-in.ts'
import { shortDay } from '#i18n/dates.ts'
import { type Refusal, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'

type Own = z.output<typeof listMethods.output>

/** Why something was not done, where it was asked for. */
export const Refused = ({ of }: { of: Refusal | null }) => {
  const say = useSaid()
  return of && <Banner tone="bad" title={say(of.refused === 'offline' ? 'app.offline' : `errors.${of.refused}`)} />
}

const Renaming = ({ id, label, onDone }: { id: string; label: string; onDone: () => void }) => {
  const say = useSaid()
  const [name, setName] = useState(label)
  const renaming = useAction(renameMethod, [listMethods])
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        renaming.mutate({ params: { id }, body: { label: name } }, { onSuccess: onDone })
      }}
    >
      <TextField
        label={say('security.name')}
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="row">
        <Button type="submit" look="primary" busy={renaming.isPending}>
          {say('security.save')}
        </Button>
        <Button onPress={onDone}>{say('app.cancel')}</Button>
      </p>
      <Refused of={renaming.error} />
    </form>
  )
}

const Method = ({ id, kind, label, madeAt, usedAt }: Own['methods'][number]) => {
  const t = useWords()
  const say = useSaid()
  const [isNaming, setNaming] = useState(false)
  const removing = useAction(removeMethod, [listMethods, listSessions])
  return (
    <li className="card stack tight">
      <strong>{label || say(`security.kind.${kind}`)}</strong>
      <span className="quiet small">
        {say(`security.kind.${kind}`)} · {say('security.since', { day: shortDay(t.locale, madeAt) })}
        {usedAt && ' · '}
        {usedAt && say('security.used', { day: shortDay(t.locale, usedAt) })}
      </span>
      {isNaming ? (
        <Renaming id={id} label={label} onDone={() => setNaming(false)} />
      ) : (
        <p className="row">
          <Button onPress={() => setNaming(true)}>{say('security.rename')}</Button>
          <Button look="danger" busy={removing.isPending} onPress={() => removing.mutate({ params: { id } })}>
            {say('security.remove')}
          </Button>
        </p>
      )}
      <Refused of={removing.error} />
    </li>
  )
}

/** Devices and apps beside the password. They are added on a page of their own, which works without JavaScript. */
export const Methods = ({ own, slug }: { own: Own; slug: string }) => {
  const say = useSaid()
  return (
    <section className="stack tight" aria-labelledby="methods">
      <h2 id="methods">{say('security.methods')}</h2>
      {own.methods.length === 0 && <p className="quiet">{say('security.methods_none')}</p>}
      {own.isRequired && <p className="quiet">{say('security.methods_required')}</p>}
      <ul className="stack">
        {own.methods.map((method) => (
          <Method key={method.id} {...method} />
        ))}
      </ul>
      <p>
        <a className="button" href={`/second-factor?next=/s/${slug}/security`}>
          {say('security.add')}
        </a>
      </p>
    </section>
  )
}

/** Recovery codes: how many are left, and ten new ones, shown once. */
export const Codes = ({ left }: { left: number }) => {
  const say = useSaid()
  const making = useAction(makeRecoveryCodes, [listMethods])
  return (
    <section className="stack tight" aria-labelledby="codes">
      <h2 id="codes">{say('security.codes')}</h2>
      {making.data ? (
        <>
          <p role="status">{say('security.codes_what')}</p>
          <ol className="codes">
            {making.data.codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
          <p className="no-print">
            <Button onPress={() => print()}>{say('app.print')}</Button>
          </p>
        </>
      ) : (
        <>
          <p className="quiet">{say('security.codes_left', { count: left })}</p>
          <p>
            <Button busy={making.isPending} onPress={() => making.mutate({ body: {} })}>
              {say('security.codes_make')}
            </Button>
          </p>
        </>
      )}
      <Refused of={making.error} />
    </section>
  )
}

export const Password = ({ changedAt, slug }: { changedAt: string | null; slug: string }) => {
  const t = useWords()
  const say = useSaid()
  return (
    <section className="stack tight" aria-labelledby="password">
      <h2 id="password">{say('security.password')}</h2>
      {changedAt && <p className="quiet">{say('security.password_since', { day: shortDay(t.locale, changedAt) })}</p>}
      <p className="row">
        <a className="button" href={`/password?next=/s/${slug}/security`}>
          {say('security.password_change')}
        </a>
        <a className="button plain" href={`/s/${slug}/password-rules`}>
          {say('security.rules')}
        </a>
      </p>
    </section>
  )
}
