import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser, screens, show } from './browser.ts'
import { openHouse } from './house.ts'

/** `npm run screenshots [-- part of a name]`: every screen at two widths, two themes and two languages, to be looked at. */
const root = join(import.meta.dirname, '../..')
const folder = join(root, 'screenshots')
const looks = [
  { locale: 'fr', theme: 'light', width: 390 },
  { locale: 'ja', theme: 'dark', width: 390 },
  { locale: 'fr', theme: 'dark', width: 1280 },
  { locale: 'ja', theme: 'light', width: 1280 },
] as const

mkdirSync(folder, { recursive: true })
const [house, browser] = await Promise.all([openHouse(join(root, 'web/dist')), openBrowser()])
for (const screen of screens.filter(({ name }) => name.includes(process.argv[2] ?? '')))
  for (const look of looks) {
    const { page, broken, close } = await show(browser, house.origin, screen, look)
    await page.screenshot({ path: join(folder, `${screen.name}.${look.width}.${look.theme}.${look.locale}.png`), fullPage: true })
    if (broken.length > 0) console.log(screen.name, look, broken)
    await close()
  }
await browser.close()
house.close()
