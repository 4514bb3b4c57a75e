import type { Module } from '#kernel/module.ts'
import * as pupilComing from './coming-in.ts'
import { activationData } from './data.ts'
import * as classDoor from './door.ts'
import { activationLists } from './lists.ts'
import { activationPassing } from './passing.ts'
import { activationPermissions } from './permissions.ts'
import * as pupilPictures from './pictures.ts'
import * as slipPrinting from './printing.ts'
import * as wordPrinting from './printing-words.ts'
import * as slipReading from './reading.ts'
import { activationRelations } from './relations.ts'
import * as resetting from './resetting.ts'
import * as activationSweeping from './sweeping.ts'
import * as activationUsing from './using.ts'

/** What this room says of itself to the registry. */
export const activationModule: Module = {
  permissions: activationPermissions,
  relations: activationRelations,
  data: activationData,
  passing: activationPassing,
  lists: activationLists,
  rooms: [
    activationUsing,
    slipReading,
    slipPrinting,
    resetting,
    activationSweeping,
    classDoor,
    wordPrinting,
    pupilComing,
    pupilPictures,
  ],
}
