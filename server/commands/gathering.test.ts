import { expect, test } from 'vitest'
import { bundleFrom } from './gathering.ts'

/** As npm says it: one part that has a weak point, and one that has it only through the other. */
const said = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    fastify: {
      name: 'fastify',
      severity: 'high',
      isDirect: true,
      via: [
        { source: 1, name: 'fastify', title: 'a weak point', url: 'https://advisories.example/1', severity: 'high', range: '<9' },
      ],
      nodes: ['node_modules/fastify'],
    },
    preau: { name: 'preau', severity: 'high', isDirect: false, via: ['fastify'], nodes: [''] },
  },
})

test('a weak point is known since the day on which it was first seen', () => {
  const first = bundleFrom(said, '2026-11-22', [])
  expect(first).toMatchObject({
    madeOn: '2026-11-22',
    advisories: [{ id: 1, package: 'fastify', severity: 'high', publishedOn: '2026-11-22' }],
  })
  expect(first.advisories[0]?.versions[0]).toMatch(/^\d+\.\d+\.\d+$/)
  expect(bundleFrom(said, '2026-11-29', first.advisories)).toMatchObject({
    madeOn: '2026-11-29',
    advisories: [{ publishedOn: '2026-11-22' }],
  })
})

test('what npm says when it could not ask is no list', () => {
  expect(() => bundleFrom('{"message":"405 Method Not Allowed"}', '2026-11-22', [])).toThrow()
  expect(() => bundleFrom('', '2026-11-22', [])).toThrow()
})
