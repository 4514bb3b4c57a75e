import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser, screens, show } from './browser.ts'
import { buildWeb, root } from './building.ts'
import { openHouse } from './house.ts'

/** `npm run screenshots [-- part of a name]`: every screen at two widths, two themes and two languages, to be looked at. */
const folder = join(root, 'screenshots')
const looks = [
  { locale: 'fr', theme: 'light', width: 390 },
  { locale: 'ja', theme: 'dark', width: 390 },
  { locale: 'fr', theme: 'dark', width: 1280 },
  { locale: 'ja', theme: 'light', width: 1280 },
] as const

const built = buildWeb('pattern')
mkdirSync(folder, { recursive: true })
const [house, browser] = await Promise.all([openHouse(built), openBrowser()])
for (const screen of [...screens, { name: 'patterns', path: '/ui', cast: 'parent' } as const].filter(({ name }) =>
  name.includes(process.argv[2] ?? ''),
))
  for (const look of looks) {
    const { page, broken, close } = await show(browser, house.origin, screen, look)
    await page.screenshot({ path: join(folder, `${screen.name}.${look.width}.${look.theme}.${look.locale}.png`), fullPage: true })
    if (broken.length > 0) console.log(screen.name, look, broken)
    await close()
  }
await browser.close()
house.close()
rmSync(built, { recursive: true, force: true })
