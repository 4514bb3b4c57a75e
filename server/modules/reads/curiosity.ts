import type pg from 'pg'
import type { Installation } from '#kernel/installation.ts'

export const lookForCuriosity = async (_installation: Installation, _pool: pg.Pool): Promise<boolean> => false
