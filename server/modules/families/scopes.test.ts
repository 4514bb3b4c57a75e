import { expect, test } from 'vitest'
import { lendable, presetNames, presets, scopes } from '#contract/families.ts'
import { relations } from '#server/registry.ts'
import { opens, tidy } from './scopes.ts'

/** Where a scope's children come from: directly, or through the functions that the walls of classes and of copies ask. */
const asks: Readonly<Record<string, RegExp>> = {
  progress: /my_children_for\('progress'\)/,
  message: /(my|writable)_conversations\(/,
  sign: /my_children_for\('sign'\)|my_image_children\(\)/,
  pick_up: /my_children_for\('pick_up'\)/,
  feed: /my_classes\('guardian'\)|my_audiences\(\)|my_children_for\('feed'\)/,
  copies: /my_children_for\('copies'\)|my_subjects\(\)/,
}

test('every scope says what it opens, and what it names asks for the scope', () => {
  expect(Object.keys(opens).toSorted()).toEqual([...scopes].toSorted())
  const wrong = scopes.flatMap((scope) =>
    opens[scope].relations.filter((name) => !asks[scope]?.test(relations[name]?.when ?? '')).map((name) => `${scope}: ${name}`),
  )
  expect(wrong).toEqual([])
})

test('no relation of the permissions table asks for children without saying for what', () => {
  const bare = Object.entries(relations).filter(([, { when }]) => when.includes('app.my_children()'))
  expect(bare.map(([name]) => name)).toEqual([])
})

test('presets hold known scopes in the order of the contract; nothing that only a parent decides can be lent', () => {
  for (const name of presetNames) expect(tidy(presets[name])).toEqual([...presets[name]])
  expect(tidy(lendable)).toEqual([...lendable])
  expect(lendable).not.toContain('copies')
  expect(presets.no_contact).toEqual([])
})
