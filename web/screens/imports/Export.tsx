import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { exportRoster, listImports } from '#contract/rosters.ts'
import { isRefusal, reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

const save = (name: string, zip: string) => {
  const url = URL.createObjectURL(
    new Blob([Uint8Array.from(atob(zip), (sign) => sign.charCodeAt(0))], { type: 'application/zip' }),
  )
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}

/** The roster as it stands here, in the form in which it came; offered once one is in. */
export const Export = () => {
  const t = useWords()
  const client = useQueryClient()
  const [trouble, setTrouble] = useState('')
  const [busy, setBusy] = useState(false)
  const { imports } = useEndpoint(listImports)
  if (!imports.some(({ state, format }) => state === 'applied' && (format === '1.1' || format === '1.2'))) return null
  const take = async () => {
    setBusy(true)
    setTrouble('')
    try {
      const { name, zip } = await client.fetchQuery({ ...reading(exportRoster), staleTime: 0, gcTime: 0 })
      save(name, zip)
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
