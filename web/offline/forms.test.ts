import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const web = path.join(import.meta.dirname, '..')
/** Parts of a form that is kept where they are put together. */
const parts = {
  'screens/my-data/LetterField.tsx': 'of Deciding and HeadDeciding',
  'screens/posts/fields.tsx': 'of Write and Edit',
  'screens/notices/texts.tsx': 'of Write and Correct',
}

const screens = fs
  .readdirSync(path.join(web, 'screens'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !file.startsWith('development'))
  .map((file) => `screens/${file}`)

test('whatever somebody writes at length is kept as it is typed', () => {
  const long = screens.filter((file) => fs.readFileSync(path.join(web, file), 'utf8').includes('<LongField'))
  expect(long.length).toBeGreaterThan(15)
  const lost = long.filter((file) => !/\buse(?:Draft|Kept\w+)\(/.test(fs.readFileSync(path.join(web, file), 'utf8')))
  expect(lost.toSorted()).toEqual(Object.keys(parts).toSorted())
})
