import { type FormEvent, useState } from 'react'
import { exportSchool, readSchoolExit, signReceipt } from '#contract/school-exit.ts'
import { slugOfPage, useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Refused } from '../oversight/Refused.tsx'

/** The code is shown this once, and stays for as long as the page does: by then there is nothing left to sign. */
const Receipt = ({ maySign }: { maySign: boolean }) => {
  const t = useWords()
  const [manifest, setManifest] = useState('')
  const receipt = useAction(signReceipt, [readSchoolExit])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    receipt.mutate({ body: { manifest: manifest.trim().toLowerCase() } })
  }
  if (receipt.data)
    return (
      <Banner tone="ok" title={t('exit.code')}>
        <code>{receipt.data.code}</code>
      </Banner>
    )
  if (!maySign) return null
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t('exit.manifest')}
        hint={t('exit.manifest_hint')}
        required
        pattern="\s*[0-9a-fA-F]{64}\s*"
        autoComplete="off"
        spellCheck={false}
        value={manifest}
        onChange={(event) => setManifest(event.target.value)}
      />
      <Refused by={receipt.error} />
      <p>
        <Button type="submit" busy={receipt.isPending}>
          {t('exit.receipt')}
        </Button>
      </p>
    </form>
  )
}

/** Takes everything along, as the browser fetches it, and signs for it. Who it is for is asked before the browser begins. */
export const Taking = ({ mayReceipt }: { mayReceipt: boolean }) => {
  const t = useWords()
  const taking = useAction(exportSchool, [readSchoolExit])
  const take = () =>
    taking.mutate(
      {},
      {
        onSuccess: () =>
          void Object.assign(document.createElement('a'), {
            href: `/s/${slugOfPage()}/school-exit/export.zip`,
            download: '',
          }).click(),
      },
    )
  return (
    <section className="stack" aria-labelledby="taking">
      <h2 id="taking">{t('exit.export')}</h2>
      <p className="quiet">{t('exit.export_how')}</p>
      <Refused by={taking.error} />
      <p>
        <Button look="primary" busy={taking.isPending} onPress={take}>
          {t('exit.export')}
        </Button>
      </p>
      <Receipt maySign={mayReceipt} />
    </section>
  )
}
