import type { Module } from '#kernel/module.ts'
import { assuranceData } from './data.ts'

/** What this room says of itself to the registry. */
export const assuranceModule: Module = { data: assuranceData, rooms: [] }
