import { useTranslation } from '../i18n/use-translation.ts'

interface NothingProps {
  /** How many stand in the list; null where it has not come. */
  readonly count: number | null
  readonly failed: boolean
  /** Says that there are none. */
  readonly none: string
  readonly refetch: () => Promise<unknown>
}

/** In place of the entries of a list: that there are none, or that they could not be fetched. */
export function FollowingNothing({ count, failed, none, refetch }: NothingProps) {
  const { t } = useTranslation()
  if (count === 0) return <p className="muted">{none}</p>
  if (count !== null || !failed) return null
  return (
    <p role="alert">
      {t('following.notFetched')}{' '}
      <button type="button" className="linkb" data-export="omit" onClick={() => void refetch().catch(() => undefined)}>
        {t('state.failed.retry')}
      </button>
    </p>
  )
}
