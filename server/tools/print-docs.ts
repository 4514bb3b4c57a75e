import fs from 'node:fs'
import path from 'node:path'
import { printDocs } from '#server/docs/printing.ts'

for (const [file, text] of Object.entries(printDocs())) {
  const place = path.join(import.meta.dirname, '../..', file)
  fs.mkdirSync(path.dirname(place), { recursive: true })
  fs.writeFileSync(place, text)
}
