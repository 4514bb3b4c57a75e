import type { SettingRow } from './reading.ts'
import { rows } from './rows.ts'

/** The documents that are printed from the rows, by file. */
export const printSettings = () => {
  const all: SettingRow[] = Object.values(rows)
  const example = all.map(
    (row) => `# ${row.why}\n# Without it: ${row.default ?? row.otherwise}.\n#${row.name}=${row.default ?? ''}\n`,
  )
  const table = all.map((row) => {
    const without = row.default === undefined ? row.otherwise : `\`${row.default}\``
    return `| \`${row.name}\` | ${without} | ${row.secret ? 'yes' : ''} | ${row.why} |`
  })
  return {
    '.env.example': `# Settings of Préau, printed from server/settings/rows.ts. Copy to .env and take away the # of what you set.\n\n${example.join('\n')}`,
    'docs/generated/settings.md': `# Settings\n\nPrinted from \`server/settings/rows.ts\`.\n\n| setting | without it | secret | why |\n|---|---|---|---|\n${table.join('\n')}\n`,
  }
}
