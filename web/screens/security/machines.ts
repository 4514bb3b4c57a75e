import type { deviceKinds, browsers as knownBrowsers, systems as knownSystems } from '#contract/sessions.ts'
import type { Words } from '#i18n/words.ts'

type Machine = {
  device: (typeof deviceKinds)[number]
  system: (typeof knownSystems)[number]
  browser: (typeof knownBrowsers)[number]
}

// What makers call their own is the same in every language.
const systems: Record<Machine['system'], string> = {
  windows: 'Windows',
  macos: 'macOS',
  ios: 'iOS',
  android: 'Android',
  chromeos: 'ChromeOS',
  linux: 'Linux',
  unknown: '',
}
const browsers: Record<Machine['browser'], string> = {
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari',
  samsung: 'Samsung Internet',
  unknown: '',
}

/** What a person recognises a device by. */
export const machineName = (t: Words, { device, system, browser }: Machine) =>
  [t(`security.device.${device}`), systems[system], browsers[browser]].filter(Boolean).join(' · ')
