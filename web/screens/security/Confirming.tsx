import { useMutation, useQuery } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useEffect, useState, useSyncExternalStore } from 'react'
import { confirmSession } from '#contract/sessions.ts'
import { listMethods } from '#contract/sign-in.ts'
import { ask, isRefusal, reading } from '../../api.ts'
import { confirmingAsked, listenForConfirming } from '../../confirming.ts'
import { useSaid } from '../../furigana.tsx'
import { knowsPasskeys, signWithPasskey } from '../../passkey.ts'
import { loadWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Waiting.tsx'

const wordOf = (error: unknown) => {
  if (!isRefusal(error)) return 'errors.session.wrong_factor'
  return error.refused === 'offline' ? 'app.offline' : (`errors.${error.refused}` as const)
}

const Form = ({ onDone }: { onDone: () => void }) => {
  const say = useSaid()
  const [typed, setTyped] = useState('')
  const own = useQuery(reading(listMethods))
  const byWords = own.data?.hasWords ?? false
  const saying = useMutation({
    mutationFn: async (way: 'typed' | 'passkey') => {
      const said = byWords ? { words: typed } : { password: typed }
      return ask(confirmSession, { body: way === 'typed' ? said : { passkey: await signWithPasskey() } })
    },
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saying.mutate('typed')
  }
  const bound = { required: true, value: typed, onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value) }
  if (own.status === 'pending') return <Skeleton lines={2} />
  return (
    <form className="stack" onSubmit={submit}>
      <p>{say(byWords ? 'security.confirm.why_words' : 'security.confirm.why')}</p>
      {saying.error && <Banner tone="bad" title={say(wordOf(saying.error))} />}
      {byWords ? (
        <TextField
          {...bound}
          label={say('security.confirm.words')}
          hint={say('security.confirm.words_how')}
          autoCapitalize="none"
          spellCheck={false}
        />
      ) : (
        <TextField {...bound} label={say('security.password')} type="password" autoComplete="current-password" />
      )}
      <Button look="primary" type="submit" full busy={saying.isPending}>
        {say('security.confirm.do')}
      </Button>
      {knowsPasskeys() && (
        <Button full onPress={() => saying.mutate('passkey')}>
          {say('security.confirm.passkey')}
        </Button>
      )}
    </form>
  )
}

/** Stands in the frame of the app, and opens when the server asks who it is. */
export const Confirming = () => {
  const say = useSaid()
  const asked = useSyncExternalStore(listenForConfirming, confirmingAsked)
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    if (asked) void loadWords('security').then(() => setReady(true))
  }, [asked])
  if (!asked || !isReady) return null
  return (
    <LazySheet title={say('security.confirm.title')} open onClose={() => asked.settle(false)}>
      <Form onDone={() => asked.settle(true)} />
    </LazySheet>
  )
}
