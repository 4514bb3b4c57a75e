import { useState } from 'react'
import { ComboBox, type Option } from '../../ui/ComboBox.tsx'
import { type Signature, SignaturePad } from '../../ui/SignaturePad.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Part } from './Part.tsx'

const people: readonly Option[] = [
  { value: 'amina', label: 'Amina Benali', note: 'CM1-B' },
  { value: 'elodie', label: 'Élodie Étienne', note: 'CM1-B' },
  { value: 'misaki', label: '佐藤 美咲', note: '3年2組', also: 'さとう みさき' },
  ...Array.from({ length: 120 }, (_, at) => ({ value: `${at}`, label: `Pupil ${at}` })),
]

const Switches = () => {
  const [on, setOn] = useState(true)
  const [turning, setTurning] = useState(true)
  const keep = () => {}
  return (
    <>
      <Switch on={on} onTurn={setOn} hint="In force at once.">
        Show what I have read
      </Switch>
      <Switch on={false} onTurn={keep}>
        Off
      </Switch>
      <Switch on={turning} busy onTurn={setTurning}>
        Being turned
      </Switch>
      <Switch on={false} disabled onTurn={keep}>
        Disabled, off
      </Switch>
      <Switch on disabled onTurn={keep}>
        Disabled, on
      </Switch>
      <div className="ink">
        <Switch on onTurn={keep}>
          In violet
        </Switch>
      </div>
    </>
  )
}

const Combos = () => {
  const [nobody, setNobody] = useState('')
  const [somebody, setSomebody] = useState('misaki')
  const one = { options: people, value: somebody, onChoose: setSomebody }
  return (
    <>
      <ComboBox label="One of many" hint="A few letters are enough" options={people} value={nobody} onChoose={setNobody} />
      <ComboBox label="Chosen" {...one} />
      <ComboBox label="Wrong" wrong="Choose somebody from the list." {...one} value={nobody} onChoose={setNobody} />
      <ComboBox label="Nothing to choose from" options={[]} value="" onChoose={() => {}} />
      <ComboBox label="Disabled" disabled {...one} />
    </>
  )
}

const words = {
  legend: 'Sign',
  draw: 'By hand',
  type: 'By typing my name',
  here: 'Sign here',
  name: 'Your name',
  again: 'Begin again',
}

const Signatures = () => {
  const [typed, setTyped] = useState<Signature>({ way: 'typed', name: 'Samira Benali' })
  const [drawn, setDrawn] = useState<Signature>({
    way: 'drawn',
    lines: ['M60 110L90 40L110 116L140 60L160 110L190 80L220 104L300 92'],
  })
  return (
    <>
      <SignaturePad words={words} value={typed} onSign={setTyped} hint="Both ways count the same." />
      <SignaturePad words={words} value={drawn} onSign={setDrawn} />
    </>
  )
}

/** What is turned, looked up among many, or signed. */
export const Chosen = () => (
  <Part name="Switch, combo box, signature">
    <Switches />
    <Combos />
    <Signatures />
  </Part>
)
