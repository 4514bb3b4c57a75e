import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Choices, KeyField, Select, TextField } from '../../ui/Field.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Part } from './Part.tsx'

const options = [
  { value: 'a', label: 'Mother' },
  { value: 'b', label: 'Responsable légal' },
  { value: 'c', label: '保護者' },
]

/** Every field: empty, filled, hinted, wrong, disabled. */
export const Fields = () => {
  const [chosen, setChosen] = useState('a')
  return (
    <Part name="Fields">
      <TextField label="Empty" />
      <TextField label="With a hint" hint="As the school knows it" defaultValue="Amina" />
      <TextField label="Wrong" wrong="Please check this field." defaultValue="amina@" />
      <TextField label="Disabled" disabled defaultValue="Amina" />
      <Select label="Native choice" options={options} />
      <KeyField label="Class key" hint="8 letters and digits" defaultValue="K7P2W9M4" />
      <KeyField label="Class key, wrong" wrong="This key opens nothing." defaultValue="K7P" />
      <div className="card">
        <KeyField label="Class key in a card" />
      </div>
      <Choices legend="Choices" name="choices" options={options} chosen={chosen} onChoose={setChosen} />
    </Part>
  )
}

const pupils = ['Zoé Œuvrard', 'Élodie Étienne', 'Åke Öberg', 'Amina Benali', 'Ängla Andersson'].map((name, at) => ({
  id: `${at}`,
  name,
  guardians: at % 3,
}))

/** A list to filter, sort and choose from. */
export const Table = () => (
  <Part name="List">
    <DataTable
      caption="Pupils"
      rows={pupils}
      text={({ name }) => name}
      name={({ name }) => name}
      columns={[
        { id: 'name', label: 'Name', sort: ({ name }) => name, cell: ({ name }) => name },
        {
          id: 'family',
          label: 'Family',
          sort: ({ guardians }) => guardians,
          cell: ({ guardians }) => (guardians > 0 ? guardians : <Badge tone="warn">Nobody linked</Badge>),
        },
      ]}
      actions={(chosen) => <Button>{`Do with ${chosen.length}`}</Button>}
    />
  </Part>
)
