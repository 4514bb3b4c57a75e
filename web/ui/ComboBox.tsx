import { type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as Chooser } from 'react-aria-components/ComboBox'
import { FieldError } from 'react-aria-components/FieldError'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { useWords } from '../speech.tsx'
import { matching, type Option } from './combo/matching.ts'
import { Icon } from './Icon.tsx'

export type { Option } from './combo/matching.ts'

type ComboBoxProps = {
  label: ReactNode
  hint?: ReactNode
  wrong?: string | undefined
  options: readonly Option[]
  /** The value of the chosen option; empty while nothing is chosen. */
  value: string
  onChoose: (value: string) => void
  required?: boolean
  disabled?: boolean
}

const Offered = ({ option: { value, label, note } }: { option: Option }) => (
  <ListBoxItem id={value} textValue={label} className="offered">
    <Text slot="label">{label}</Text>
    {note && (
      <Text slot="description" className="quiet small">
        {note}
      </Text>
    )}
    <Icon name="check" little />
  </ListBoxItem>
)

/** How many fit what is typed, where not all of them are in sight. */
const Rest = ({ found, all, shown }: Record<'found' | 'all' | 'shown', number>) => {
  const t = useWords()
  if (found <= shown) return null
  return <p className="quiet small">{t('app.table.shown', { count: Math.min(found, shown), all })}</p>
}

/** A choice among dozens or hundreds: a few letters are typed, what fits is offered. For a handful there is `Select`. */
export const ComboBox = ({ label, hint, wrong, options, value, onChoose, required, disabled }: ComboBoxProps) => {
  const t = useWords()
  const [typed, setTyped] = useState(options.find((option) => option.value === value)?.label ?? '')
  const { found, shown } = matching(options, typed, value)
  return (
    <I18nProvider locale={t.locale}>
      <Chooser
        className="field combo"
        items={shown.map((option) => ({ ...option, id: option.value }))}
        selectedKey={value || null}
        onSelectionChange={(key) => onChoose(key === null ? '' : String(key))}
        onInputChange={setTyped}
        allowsEmptyCollection
        isRequired={required ?? false}
        isDisabled={disabled ?? false}
        isInvalid={wrong !== undefined}
      >
        <Label>{label}</Label>
        {hint && (
          <Text slot="description" className="hint" elementType="div">
            {hint}
          </Text>
        )}
        <span className="combo-line">
          <Input className="input" />
          <Button className="combo-open">
            <Icon name="down" little />
          </Button>
        </span>
        <FieldError className="wrong">{wrong}</FieldError>
        <Popover className="offer">
          <ListBox<Option> renderEmptyState={() => <p className="quiet">{t('app.table.nothing')}</p>}>
            {(option) => <Offered option={option} />}
          </ListBox>
          <Rest found={found} all={options.length} shown={shown.length} />
        </Popover>
      </Chooser>
    </I18nProvider>
  )
}
