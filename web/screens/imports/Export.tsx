import { useState } from 'react'
import { exportRoster, listImports } from '#contract/rosters.ts'
import { download, isRefusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

const save = async (response: Response) => {
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'oneroster.zip'
  const url = URL.createObjectURL(await response.blob())
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}

/** The roster as it stands here, in the form in which it came; offered once one is in. */
export const Export = () => {
  const t = useWords()
  const [trouble, setTrouble] = useState('')
  const [busy, setBusy] = useState(false)
  const { imports } = useEndpoint(listImports)
  if (!imports.some(({ state, format }) => state === 'applied' && (format === '1.1' || format === '1.2'))) return null
  const take = async () => {
    setBusy(true)
    setTrouble('')
    try {
      await save(await download(exportRoster))
    } catch (reason) {
      setTrouble(isRefusal(reason) && reason.refused !== 'offline' ? t(`errors.${reason.refused}`) : t('app.offline'))
    }
    setBusy(false)
  }
  return (
    <section className="stack tight measure" aria-labelledby="export">
      <h2 id="export">{t('import.export')}</h2>
      <p className="quiet">{t('import.export_what')}</p>
      {trouble && <Banner tone="bad" title={trouble} />}
      <div className="row">
        <Button busy={busy} onPress={take}>
          {t('import.export_do')}
        </Button>
      </div>
    </section>
  )
}
