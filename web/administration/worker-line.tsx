import { useInstant } from '../access/instant.ts'
import type { AdministrationQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'

/** Whether the vault's side takes orders. */
export function WorkerLine({ desk }: { readonly desk: AdministrationQuery['administration'] | null }) {
  const { t } = useTranslation()
  const instant = useInstant()
  if (!desk) return null
  const words = desk.workerHere
    ? t('administration.worker.here')
    : desk.workerSeen
      ? t('administration.worker.away', { when: instant(desk.workerSeen) })
      : t('administration.worker.never')
  return <p className={desk.workerHere ? 'worker-line here' : 'worker-line'}>{words}</p>
}
