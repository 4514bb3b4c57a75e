import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState, useSyncExternalStore } from 'react'
import { confirmSession } from '#contract/sessions.ts'
import { ask, isRefusal } from '../../api.ts'
import { confirmingAsked, listenForConfirming } from '../../confirming.ts'
import { knowsPasskeys, signWithPasskey } from '../../passkey.ts'
import { loadWords, useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Banner } from '../../ui/Message.tsx'

const wordOf = (error: unknown) => {
  if (!isRefusal(error)) return 'errors.session.wrong_factor'
  return error.refused === 'offline' ? 'app.offline' : (`errors.${error.refused}` as const)
}

const Form = ({ onDone }: { onDone: () => void }) => {
  const t = useWords()
  const [password, setPassword] = useState('')
  const saying = useMutation({
    mutationFn: async (way: 'password' | 'passkey') =>
      ask(confirmSession, { body: way === 'password' ? { password } : { passkey: await signWithPasskey() } }),
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saying.mutate('password')
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>{t('security.confirm.why')}</p>
      {saying.error && <Banner tone="bad" title={t(wordOf(saying.error))} />}
      <TextField
        label={t('security.password')}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button look="primary" type="submit" full busy={saying.isPending}>
        {t('security.confirm.do')}
      </Button>
      {knowsPasskeys() && (
        <Button full onPress={() => saying.mutate('passkey')}>
          {t('security.confirm.passkey')}
        </Button>
      )}
    </form>
  )
}

/** Stands in the frame of the app, and opens when the server asks who it is. */
export const Confirming = () => {
  const t = useWords()
  const asked = useSyncExternalStore(listenForConfirming, confirmingAsked)
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    if (asked) void loadWords('security').then(() => setReady(true))
  }, [asked])
  if (!asked || !isReady) return null
  return (
    <LazySheet title={t('security.confirm.title')} open onClose={() => asked.settle(false)}>
      <Form onDone={() => asked.settle(true)} />
    </LazySheet>
  )
}
