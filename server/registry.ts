import type { Action } from '#kernel/action.ts'
import { kernelData } from '#kernel/data.ts'
import type { Job } from '#kernel/job.ts'
import type { Permission, Permissions, Relation, Relations } from '#kernel/permissions.ts'
import { type DataMap, gatherMap } from '#kernel/personal-data.ts'
import { ledgerData } from '#ledger/data.ts'
import * as nightly from '#ledger/nightly.ts'
import * as pupilComing from '#modules/activation/coming-in.ts'
import { activationData } from '#modules/activation/data.ts'
import * as classDoor from '#modules/activation/door.ts'
import { activationPermissions } from '#modules/activation/permissions.ts'
import * as pupilPictures from '#modules/activation/pictures.ts'
import * as slipPrinting from '#modules/activation/printing.ts'
import * as wordPrinting from '#modules/activation/printing-words.ts'
import * as slipReading from '#modules/activation/reading.ts'
import { activationRelations } from '#modules/activation/relations.ts'
import * as resetting from '#modules/activation/resetting.ts'
import * as activationSweeping from '#modules/activation/sweeping.ts'
import * as activationUsing from '#modules/activation/using.ts'
import * as asking from '#modules/classes/asking.ts'
import * as classClosing from '#modules/classes/closing.ts'
import { classData } from '#modules/classes/data.ts'
import * as deciding from '#modules/classes/deciding.ts'
import * as classKeys from '#modules/classes/keys.ts'
import * as linking from '#modules/classes/linking.ts'
import { classPermissions } from '#modules/classes/permissions.ts'
import * as classReading from '#modules/classes/reading.ts'
import { classRelations } from '#modules/classes/relations.ts'
import * as sweeping from '#modules/classes/sweeping.ts'
import * as deviceKeys from '#modules/devices/keys.ts'
import { devicePermissions } from '#modules/devices/permissions.ts'
import { draftData } from '#modules/drafts/data.ts'
import * as draftKeeping from '#modules/drafts/keeping.ts'
import { draftPermissions } from '#modules/drafts/permissions.ts'
import * as familyChanging from '#modules/families/changing.ts'
import { familyData } from '#modules/families/data.ts'
import * as familyGrowing from '#modules/families/growing.ts'
import * as familyLending from '#modules/families/lending.ts'
import * as familyMerging from '#modules/families/merging.ts'
import * as familyMine from '#modules/families/mine.ts'
import * as familyNaming from '#modules/families/naming.ts'
import { familyPermissions } from '#modules/families/permissions.ts'
import * as familyProtecting from '#modules/families/protecting.ts'
import * as familyReading from '#modules/families/reading.ts'
import { familyRelations } from '#modules/families/relations.ts'
import * as familySame from '#modules/families/same.ts'
import * as fileChecking from '#modules/files/checking.ts'
import * as fileClearing from '#modules/files/clearing.ts'
import { fileData } from '#modules/files/data.ts'
import { filePermissions } from '#modules/files/permissions.ts'
import * as fileReading from '#modules/files/reading.ts'
import { fileRelations } from '#modules/files/relations.ts'
import * as fileUploading from '#modules/files/uploading.ts'
import * as notificationChoosing from '#modules/notifications/choosing.ts'
import { notificationData } from '#modules/notifications/data.ts'
import * as pushDevices from '#modules/notifications/devices.ts'
import { notices } from '#modules/notifications/index.ts'
import { notificationPermissions } from '#modules/notifications/permissions.ts'
import * as telling from '#modules/notifications/telling.ts'
import { peopleData } from '#modules/people/data.ts'
import { peoplePermissions } from '#modules/people/permissions.ts'
import * as peopleReading from '#modules/people/reading.ts'
import { peopleRelations } from '#modules/people/relations.ts'
import * as listTaking from '#modules/people/taking.ts'
import * as postAnswering from '#modules/posts/answering.ts'
import * as postChanging from '#modules/posts/changing.ts'
import { postData } from '#modules/posts/data.ts'
import * as feed from '#modules/posts/feed.ts'
import { postPermissions } from '#modules/posts/permissions.ts'
import * as postPublishing from '#modules/posts/publishing.ts'
import * as postReading from '#modules/posts/reading.ts'
import { postRelations } from '#modules/posts/relations.ts'
import * as postWriting from '#modules/posts/writing.ts'
import * as certifying from '#modules/privacy/certifying.ts'
import { privacyData } from '#modules/privacy/data.ts'
import { privacyPermissions } from '#modules/privacy/permissions.ts'
import { privacyRelations } from '#modules/privacy/relations.ts'
import * as rights from '#modules/privacy/rights.ts'
import * as privacySweeping from '#modules/privacy/sweeping.ts'
import * as curiosity from '#modules/reads/curiosity.ts'
import { readsData } from '#modules/reads/data.ts'
import * as filing from '#modules/reads/filing.ts'
import * as logSettings from '#modules/reads/log-settings.ts'
import { readsPermissions } from '#modules/reads/permissions.ts'
import * as pupilPage from '#modules/reads/pupil-page.ts'
import * as readQuestions from '#modules/reads/questions.ts'
import * as whoSaw from '#modules/reads/reading.ts'
import { readsRelations } from '#modules/reads/relations.ts'
import * as withholding from '#modules/reads/withholding.ts'
import * as roleAccess from '#modules/roles/access.ts'
import { roleData } from '#modules/roles/data.ts'
import * as roleEnding from '#modules/roles/ending.ts'
import * as roleGranting from '#modules/roles/granting.ts'
import * as handedOver from '#modules/roles/handed-over.ts'
import * as handingOver from '#modules/roles/handing-over.ts'
import * as roleOrphans from '#modules/roles/orphans.ts'
import { rolePermissions } from '#modules/roles/permissions.ts'
import { roleRelations } from '#modules/roles/relations.ts'
import * as reviewNight from '#modules/roles/review-night.ts'
import * as roleReviewing from '#modules/roles/reviewing.ts'
import * as roleStates from '#modules/roles/states.ts'
import * as roleSupport from '#modules/roles/support.ts'
import * as rosterCarrying from '#modules/rosters/carrying-out.ts'
import { rosterData } from '#modules/rosters/data.ts'
import * as rosterExporting from '#modules/rosters/exporting.ts'
import * as rosterImporting from '#modules/rosters/importing.ts'
import { rosterPermissions } from '#modules/rosters/permissions.ts'
import { rosterRelations } from '#modules/rosters/relations.ts'
import * as rosterUndoing from '#modules/rosters/undoing.ts'
import { schoolData } from '#modules/schools/data.ts'
import { schoolPermissions } from '#modules/schools/permissions.ts'
import { setUpSchool } from '#modules/schools/setting-up.ts'
import * as passwordChanging from '#modules/sign-in/changing.ts'
import { signInData } from '#modules/sign-in/data.ts'
import * as passwordEvidence from '#modules/sign-in/evidence.ts'
import * as forgetting from '#modules/sign-in/forgetting.ts'
import * as signInMethods from '#modules/sign-in/methods.ts'
import { signInPermissions } from '#modules/sign-in/permissions.ts'
import { signInRelations } from '#modules/sign-in/relations.ts'
import * as sessions from '#modules/sign-in/sessions.ts'
import * as signingIn from '#modules/sign-in/signing-in.ts'
import * as yearCarrying from '#modules/years/carrying-out.ts'
import { yearData } from '#modules/years/data.ts'
import { yearPermissions } from '#modules/years/permissions.ts'
import * as yearPlanning from '#modules/years/planning.ts'
import * as yearPreviewing from '#modules/years/previewing.ts'
import { yearRelations } from '#modules/years/relations.ts'
import * as yearUndoing from '#modules/years/undoing.ts'
import { vaultData } from '#vault/data.ts'
import { gather } from './gathering.ts'

export { notices }

export const permissions: Permissions = gather<Permission>(
  'permission',
  schoolPermissions,
  signInPermissions,
  activationPermissions,
  peoplePermissions,
  classPermissions,
  familyPermissions,
  rolePermissions,
  rosterPermissions,
  filePermissions,
  postPermissions,
  privacyPermissions,
  readsPermissions,
  devicePermissions,
  draftPermissions,
  notificationPermissions,
  yearPermissions,
)
export const relations: Relations = gather<Relation>(
  'relation',
  peopleRelations,
  signInRelations,
  classRelations,
  familyRelations,
  roleRelations,
  rosterRelations,
  fileRelations,
  postRelations,
  privacyRelations,
  readsRelations,
  activationRelations,
  yearRelations,
)

const isAction = (value: unknown): value is Action =>
  typeof value === 'object' && value !== null && 'endpoint' in value && 'perform' in value
const isJob = (value: unknown): value is Job =>
  typeof value === 'object' && value !== null && 'purpose' in value && 'perform' in value
const rooms: readonly object[] = [
  { setUpSchool },
  rights,
  certifying,
  privacySweeping,
  signingIn,
  activationUsing,
  slipReading,
  slipPrinting,
  resetting,
  activationSweeping,
  classDoor,
  wordPrinting,
  pupilComing,
  pupilPictures,
  sessions,
  signInMethods,
  passwordChanging,
  passwordEvidence,
  forgetting,
  deviceKeys,
  draftKeeping,
  notificationChoosing,
  pushDevices,
  telling,
  peopleReading,
  listTaking,
  classReading,
  classKeys,
  classClosing,
  asking,
  deciding,
  linking,
  sweeping,
  familyReading,
  familyMine,
  familyNaming,
  familyChanging,
  familyLending,
  familyGrowing,
  familyProtecting,
  roleGranting,
  roleStates,
  roleEnding,
  roleAccess,
  roleOrphans,
  roleReviewing,
  reviewNight,
  roleSupport,
  handingOver,
  handedOver,
  familyMerging,
  familySame,
  whoSaw,
  filing,
  pupilPage,
  withholding,
  readQuestions,
  logSettings,
  nightly,
  curiosity,
  rosterImporting,
  rosterExporting,
  rosterCarrying,
  rosterUndoing,
  yearPlanning,
  yearPreviewing,
  yearCarrying,
  yearUndoing,
  fileUploading,
  fileReading,
  fileChecking,
  fileClearing,
  feed,
  postReading,
  postWriting,
  postChanging,
  postAnswering,
  postPublishing,
]

/** Everything that can be asked, from every module. */
export const actions: readonly Action[] = rooms.flatMap((room) => Object.values(room).filter(isAction))
/** Everything that is done later, from every module. */
export const jobs: readonly Job[] = rooms.flatMap((room) => Object.values(room).filter(isJob))

/** Every column of every table: whose it is, why it is held, for how long, and what erasing does to it. */
export const dataMap: DataMap = gatherMap(
  ...kernelData,
  ...vaultData,
  ...ledgerData,
  ...schoolData,
  ...peopleData,
  ...signInData,
  ...activationData,
  ...classData,
  ...familyData,
  ...roleData,
  ...rosterData,
  ...yearData,
  ...fileData,
  ...postData,
  ...privacyData,
  ...readsData,
  ...draftData,
  ...notificationData,
)
