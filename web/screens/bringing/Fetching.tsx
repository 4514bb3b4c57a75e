import { useState } from 'react'
import { fetchCopy } from '#contract/carrying.ts'
import { download } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'

/** The copy as the other Préau hands it out, as if somebody had chosen its file. */
export const fetchedFile = async (personId: string, from: string, code: string): Promise<File> => {
  const body = { from: from.trim(), code: code.replace(/\s/g, '').toLowerCase() }
  const response = await download(fetchCopy, { params: { id: personId }, body })
  return new File([await response.blob()], 'preau-export.zip', { type: 'application/zip' })
}

/** Where the copy is fetched from, and the code that opens it there. */
export const Fetching = ({ busy, onFetch }: { busy: boolean; onFetch: (from: string, code: string) => void }) => {
  const t = useWords()
  const [from, setFrom] = useState('')
  const [code, setCode] = useState('')
  return (
    <form
      className="card stack"
      aria-labelledby="fetching"
      onSubmit={(event) => {
        event.preventDefault()
        onFetch(from, code)
      }}
    >
      <h2 id="fetching">{t('bringing.fetch')}</h2>
      <p className="quiet small measure">{t('bringing.fetch_how')}</p>
      <TextField
        label={t('bringing.fetch_address')}
        type="url"
        required
        value={from}
        onChange={({ target }) => setFrom(target.value)}
      />
      <TextField
        label={t('bringing.fetch_code')}
        required
        autoComplete="off"
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <p>
        <Button type="submit" busy={busy}>
          {t('bringing.fetch_now')}
        </Button>
      </p>
    </form>
  )
}
