import { useState } from 'react'
import {
  adultFields,
  guardianFields,
  type ListShape,
  listedAdults,
  meanings,
  mostGuardians,
  mostListedAdults,
  personFields,
} from '#contract/roster-columns.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Field.tsx'
import type { Said } from './staging.ts'

const optionsIn = (t: ReturnType<typeof useWords>) => [
  { value: '', label: t('import.column_unread') },
  ...personFields.map((field) => ({ value: field as string, label: t(`import.column.${field}`) })),
  ...Array.from({ length: mostGuardians }, (_, at) =>
    guardianFields.map((field) => ({
      value: `guardian ${at + 1} ${field}`,
      label: t(`import.column.guardian_${field}`, { nth: at + 1 }),
    })),
  ).flat(),
  ...listedAdults.flatMap((list) =>
    Array.from({ length: mostListedAdults }, (_, at) =>
      adultFields.map((field) => ({
        value: `${list} ${at + 1} ${field}`,
        label: t(`import.column.${list}_${field}`, { nth: at + 1 }),
      })),
    ).flat(),
  ),
]

/** A meaning that another column has already is given up there: a person has one class column and one name. */
const saying = (means: readonly string[], nth: number, value: string) =>
  means.map((before, at) => (at === nth ? value : before === value ? '' : before))

/** What each column holds, by whoever knows the file: its cells show only their shape. */
export const Columns = ({ shape, busy, onSay }: { shape: ListShape; busy: boolean; onSay: (said: Said) => void }) => {
  const t = useWords()
  const [means, setMeans] = useState<readonly string[]>(shape.columns.map((column) => column.means))
  const [headless, setHeadless] = useState(shape.columns.every(({ heading }) => heading === ''))
  const options = optionsIn(t)
  return (
    <section className="stack" aria-labelledby="columns">
      <header className="stack tight measure">
        <h2 id="columns">{t('import.columns')}</h2>
        <p className="quiet">{t('import.columns_what')}</p>
      </header>
      {shape.sheets.length > 1 && (
        <Select
          label={t('import.sheet')}
          options={shape.sheets.map((nth) => ({ value: `${nth}`, label: t('import.sheet_nth', { nth }) }))}
          value={`${shape.sheet ?? ''}`}
          disabled={busy}
          onChange={({ target }) => onSay({ sheet: target.value })}
        />
      )}
      <div className="choices">
        {shape.columns.map(({ heading, cells }, nth) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            key={nth}
            label={headless || heading === '' ? t('import.column_nth', { nth: nth + 1 }) : heading}
            hint={<span className="code">{cells.filter((cell) => cell !== '').join(' / ') || t('import.column_blank')}</span>}
            options={options}
            value={means[nth] ?? ''}
            onChange={({ target }) => setMeans(saying(means, nth, target.value))}
          />
        ))}
      </div>
      <label className="choice">
        <input type="checkbox" checked={headless} onChange={() => setHeadless(!headless)} />
        <span>{t('import.headless')}</span>
      </label>
      <div className="row">
        <Button
          look="primary"
          busy={busy}
          onPress={() =>
            onSay({
              columns: means.map((one) => (meanings.includes(one) ? one : '')).join(','),
              headless: headless ? 'true' : 'false',
              ...(shape.sheet !== null && { sheet: `${shape.sheet}` }),
            })
          }
        >
          {t('import.columns_do')}
        </Button>
      </div>
    </section>
  )
}
