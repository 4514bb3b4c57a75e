/** Reduced to what people vary when they are told to vary it: case, accents, and what hangs on at either end. */
export const core = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^[\W\d_]+|[\W\d_]+$/gu, '')

/** Whether a password is on a list, as it is or a little varied. */
export const isOn = (listed: ReadonlySet<string>, password: string): boolean =>
  listed.has(password.toLowerCase()) || listed.has(core(password))

let list: Promise<ReadonlySet<string>> | undefined
const read = async () => new Set((await import('@zxcvbn-ts/language-common')).dictionary['passwords-common'])

/** Whether a password that was fine once stands on the list of this release: asked whenever one is typed, so that no night is needed. */
export const isListedNow = async (password: string): Promise<boolean> => {
  list ??= read()
  return isOn(await list, password.normalize('NFKC'))
}
