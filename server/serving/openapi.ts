import * as z from 'zod/mini'
import { errors } from '#contract/errors.ts'
import type { Action } from '#kernel/action.ts'

const isEmpty = (schema: z.ZodMiniType) => Object.keys((schema as unknown as { shape?: object }).shape ?? {}).length === 0
const json = (schema: z.ZodMiniType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

const parameters = (schema: z.ZodMiniType, place: 'path' | 'query') => {
  const { properties = {}, required = [] } = json(schema, 'input') as { properties?: Record<string, object>; required?: string[] }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }))
}

const problems = (codes: readonly (keyof typeof errors)[]) => {
  const byStatus = Map.groupBy(codes, (code) => errors[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const usual = ['invalid_input', 'not_allowed', 'not_found', 'too_large', 'unsupported_type', 'unavailable'] as const

const inSession = ['not_signed_in', 'session_ended', 'session.second_step', 'password.must_change', 'factor.must_enrol'] as const

/** What somebody who is leaving may do no more. */
const changesTheSchool = ({ access, method, while: answers }: Action['endpoint']) =>
  access !== 'visitor' && method !== 'GET' && !answers?.includes('leaving')

const fileBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: { type: 'object', required: ['package'], properties: { package: { type: 'string', format: 'binary' } } },
    },
  },
}

const binary = { schema: { type: 'string', format: 'binary' } }

const operation = ({ endpoint }: Action) => ({
  operationId: endpoint.name,
  tags: [endpoint.name.split('.')[0]],
  'x-purposes': endpoint.purposes,
  'x-read-is-a-fact': endpoint.reads === 'fact',
  security: endpoint.access === 'visitor' ? [] : [{ session: [] }],
  parameters: [
    ...(endpoint.scope === 'school' ? [{ name: 'slug', in: 'path', required: true, schema: { type: 'string' } }] : []),
    ...parameters(endpoint.params, 'path'),
    ...parameters(endpoint.query, 'query'),
    ...(endpoint.method === 'POST'
      ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', format: 'uuid' } }]
      : []),
    ...(endpoint.upload?.isPart ? [{ name: 'Upload-Offset', in: 'header', required: true, schema: { type: 'integer' } }] : []),
  ],
  ...(endpoint.upload
    ? {
        requestBody: endpoint.upload.isPart
          ? { required: true, content: { 'application/offset+octet-stream': binary } }
          : fileBody,
      }
    : isEmpty(endpoint.body)
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: json(endpoint.body, 'input') } } } }),
  responses: {
    200: {
      description: 'Done.',
      content: endpoint.prints
        ? { 'application/pdf': binary }
        : endpoint.zips
          ? { 'application/zip': binary }
          : endpoint.streams
            ? {
                'text/event-stream': { schema: { type: 'string' } },
                'application/json': { schema: json(endpoint.output, 'output') },
              }
            : { 'application/json': { schema: json(endpoint.output, 'output') } },
    },
    ...problems([
      ...new Set([
        ...usual,
        ...(endpoint.access === 'visitor' ? [] : inSession),
        ...(changesTheSchool(endpoint) ? (['account.leaving'] as const) : []),
        ...(endpoint.confirmed ? (['session.must_confirm'] as const) : []),
        ...endpoint.errors,
      ]),
    ]),
  },
})

const problem = {
  type: 'object',
  required: ['type', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(errors) },
    details: { type: 'object' },
    requestId: { type: 'string', format: 'uuid' },
  },
}

/** The whole interface as OpenAPI 3.1, printed from the contract. */
export const openapi = (actions: readonly Action[]) => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const action of actions) {
    const { scope, path, method } = action.endpoint
    const place = `${scope === 'school' ? '/s/{slug}/api' : '/api'}${path.replace(/:(\w+)/g, '{$1}')}`
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation(action) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Préau', version: '1', license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-preau' } },
    },
  }
}
