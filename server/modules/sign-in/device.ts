import type { browsers, deviceKinds, systems } from '#contract/sessions.ts'

/** What a session is told apart by in a list. */
export type Device = {
  device: (typeof deviceKinds)[number]
  system: (typeof systems)[number]
  browser: (typeof browsers)[number]
}

const first = <T>(agent: string, rows: readonly (readonly [RegExp, T])[], otherwise: T): T =>
  rows.find(([pattern]) => pattern.test(agent))?.[1] ?? otherwise

/** What a browser says of itself, come down to three words; the rest of it would tell devices apart and is thrown away. */
export const deviceOf = (agent: string): Device => ({
  device: first<Device['device']>(
    agent,
    [
      [/iPad|Android(?!.*Mobile)|Tablet/, 'tablet'],
      [/iPhone|Mobile/, 'phone'],
      [/Windows|Macintosh|CrOS|Linux/, 'computer'],
    ],
    'unknown',
  ),
  system: first<Device['system']>(
    agent,
    [
      [/iPhone|iPad/, 'ios'],
      [/Android/, 'android'],
      [/CrOS/, 'chromeos'],
      [/Windows/, 'windows'],
      [/Macintosh/, 'macos'],
      [/Linux/, 'linux'],
    ],
    'unknown',
  ),
  browser: first<Device['browser']>(
    agent,
    [
      [/Edg/, 'edge'],
      [/SamsungBrowser/, 'samsung'],
      [/Firefox|FxiOS/, 'firefox'],
      [/Chrome|CriOS/, 'chrome'],
      [/Safari/, 'safari'],
    ],
    'unknown',
  ),
})
