import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { isFocused, saysNow, showsFocus, standsOn } from './pages/focus.ts'

/** Somebody at a screen: what they touch is counted; what they type is not. */
export type Hand = {
  press: (what: Locator) => Promise<void>
  /** A box or a radio button. */
  tick: (what: Locator) => Promise<void>
  type: (what: Locator, text: string) => Promise<void>
  /** An entry of a list that unfolds, by what it says. */
  choose: (what: Locator, label: string) => Promise<void>
  give: (button: Locator, file: { name: string; mimeType: string; buffer: Buffer }) => Promise<void>
  /** A step to another screen has been made: whoever reads with the keyboard stands at its heading. */
  arrived: () => Promise<void>
  /** How often something was touched since the last time that this was asked. */
  touches: () => number
}

const counter = () => {
  const counted = { touches: 0 }
  return {
    count: () => {
      counted.touches += 1
    },
    touches: () => {
      const { touches } = counted
      counted.touches = 0
      return touches
    },
  }
}

/** A finger or a mouse. */
export const finger = (page: Page): Hand => {
  const { count, touches } = counter()
  const press = async (what: Locator) => {
    count()
    await what.click()
  }
  return {
    press,
    tick: press,
    type: (what, text) => what.fill(text),
    choose: async (what, label) => {
      count()
      await what.selectOption({ label })
    },
    give: async (button, file) => {
      const choosing = page.waitForEvent('filechooser')
      await press(button)
      await (await choosing).setFiles(file)
    },
    arrived: async () => {},
    touches,
  }
}

/** More steps of Tab than any screen of a journey has controls: whoever needs more is caught. */
const mostSteps = 250

/** The keyboard and nothing else. Wherever it stands, that can be seen. */
export const keyboard = (page: Page): Hand => {
  const { count, touches } = counter()
  const arrive = async (what: Locator) => {
    await what.waitFor()
    for (let steps = 0; steps < mostSteps; steps++) {
      if (await what.evaluate(isFocused))
        return expect(await page.evaluate(showsFocus), `${what}: where the keyboard stands`).toBe(true)
      await page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard does not come to ${what}; it stands on ${await page.evaluate(standsOn)}`)
  }
  const press = async (what: Locator) => {
    await arrive(what)
    count()
    await page.keyboard.press('Enter')
  }
  const tick = async (what: Locator) => {
    const isRadio = (await what.getAttribute('type')) === 'radio'
    const group = isRadio ? page.locator(`input[type=radio][name="${await what.getAttribute('name')}"]`) : what
    const first = isRadio && (await group.locator(':scope:checked').count()) > 0 ? group.locator(':scope:checked') : group.first()
    await arrive(first)
    count()
    if (!isRadio || (await what.evaluate(isFocused))) return page.keyboard.press('Space')
    for (let steps = 0; steps < 20 && !(await what.isChecked()); steps++) await page.keyboard.press('ArrowDown')
    expect(await what.isChecked()).toBe(true)
  }
  return {
    press,
    tick,
    type: async (what, text) => {
      await arrive(what)
      await page.keyboard.type(text)
    },
    choose: async (what, label) => {
      await arrive(what)
      count()
      const said = () => what.evaluate(saysNow)
      await page.keyboard.press('Home')
      for (let steps = 0; steps < 60 && (await said()) !== label; steps++) await page.keyboard.press('ArrowDown')
      expect(await said()).toBe(label)
    },
    give: async (button, file) => {
      const choosing = page.waitForEvent('filechooser')
      await press(button)
      await (await choosing).setFiles(file)
    },
    arrived: () => expect.poll(() => page.evaluate(standsOn)).toMatch(/^H1 /),
    touches,
  }
}
