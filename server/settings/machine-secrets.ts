import type { Settings } from './settings.ts'

/** Secrets that are made elsewhere and only used here: the owner's password of the database, the mail server's, the bucket's key. */
export const machineSecretNames = ['database', 'mail', 'store'] as const
export type MachineSecretName = (typeof machineSecretNames)[number]

/** What the environment calls each. */
export const settingOfSecret: Readonly<Record<MachineSecretName, string>> = {
  database: 'DATABASE_URL',
  mail: 'PREAU_MAIL',
  store: 'PREAU_S3_SECRET',
}

const passwordIn = (address: string | undefined) => (address && new URL(address).password) || undefined

/** Those of them that these settings know. */
export const machineSecretsIn = ({
  databaseUrl,
  mail,
  s3,
  s3Key,
  s3Secret,
}: Partial<Pick<Settings, 'databaseUrl' | 'mail' | 's3' | 's3Key' | 's3Secret'>>): {
  name: MachineSecretName
  value: string
}[] => {
  const values: Record<MachineSecretName, string | undefined> = {
    database: passwordIn(databaseUrl),
    mail: passwordIn(mail),
    store: s3 && s3Secret ? `${s3Key}:${s3Secret}` : undefined,
  }
  return machineSecretNames.flatMap((name) => {
    const value = values[name]
    return value ? [{ name, value }] : []
  })
}
