import { command } from './command.ts'

export const supplier = command({
  name: 'supplier',
  usage: '',
  about: 'Shows what was announced of companies, from when on it holds, and which schools object to it, with their reasons',
  options: { json: { type: 'boolean', about: 'as JSON' } },
  run: async ({ options: { json = false } }) => {
    const [{ withInstallation }, showing] = await Promise.all([
      import('#server/starting/opening.ts'),
      import('./showing-suppliers.ts'),
    ])
    return withInstallation(({ installation }) => showing.showSuppliers(installation, json))
  },
})
