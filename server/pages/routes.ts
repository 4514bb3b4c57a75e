import type { FastifyInstance } from 'fastify'
import type { perform } from '#kernel/http.ts'

export const mountPages = async (_app: FastifyInstance, _house: Parameters<typeof perform>[0]): Promise<void> => {}
