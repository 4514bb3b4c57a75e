import type { Installation } from '#kernel/installation.ts'
import { announcedSuppliers } from '#modules/assurance/index.ts'

/** What was announced of companies, and who objects to it, as whoever runs the machine reads it. */
export const showSuppliers = async (installation: Installation, json: boolean): Promise<undefined> => {
  const announced = await announcedSuppliers(installation)
  if (json) return void console.log(JSON.stringify(announced, null, 2))
  if (announced.length === 0) console.log('Nothing was announced.')
  for (const { host, change, fromOn, state, company, objections } of announced) {
    console.log(`${fromOn}  ${change.padEnd(6)} ${state.padEnd(9)} ${company?.entity ?? host} (${host})`)
    for (const { school, at, words, withdrawnAt } of objections)
      console.log(
        `            ${withdrawnAt ? 'withdrawn' : 'OBJECTS'}  ${school}, ${at.slice(0, 10)}: ${(words ?? '').replaceAll('\n', '\n              ')}`,
      )
  }
}
