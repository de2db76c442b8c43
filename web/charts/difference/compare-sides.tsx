import { useFormats } from '../../format.ts'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
import type { ReleaseName } from '../../release/release-label.ts'
import { type DescribedSelection, placeWords, usesWords, whoWords } from '../../selection/describe.ts'

/** One side of a comparison as the server answers it. */
export interface ComparedSide {
  readonly selection: DescribedSelection
  readonly clients: { readonly count?: number | null; readonly atLeast: boolean }
}

interface CompareSidesProps {
  readonly first: ComparedSide
  readonly second: ComparedSide
  /** Code of the service whose clients they are; null for all clients. */
  readonly service: string | null
  readonly catalogue: Catalogue
  /** Of A and of B where they are two; null where they are one. */
  readonly releases: readonly [ReleaseName, ReleaseName] | null
}

/** Who stands on each side, and how many they are. */
export function CompareSides({ first, second, service, catalogue, releases }: CompareSidesProps) {
  return (
    <div className="compare-sides">
      <span className="compare-letter ring">A</span>
      <Side side={first} service={service} catalogue={catalogue} release={releases?.[0]} />
      <span className="compare-letter">B</span>
      <Side side={second} service={service} catalogue={catalogue} release={releases?.[1]} />
    </div>
  )
}

interface SideProps extends Pick<CompareSidesProps, 'service' | 'catalogue'> {
  readonly side: ComparedSide
  readonly release: ReleaseName | undefined
}

function Side({ side, service, catalogue, release }: SideProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { selection } = side
  const count = side.clients.count ?? null
  const words = { who: whoWords(t, selection), place: placeWords(t, selection, catalogue), uses: usesWords(t, selection, catalogue) }
  const clients = formats.figure({ count, atLeast: side.clients.atLeast })
  return (
    <span>
      {count === null ? (
        <Rich text={t('compare.sideWithheld', words)} />
      ) : (
        <Rich
          text={
            service
              ? t('compare.sideService', { ...words, service: catalogue.serviceName(service), clients })
              : t('compare.side', { ...words, clients })
          }
        />
      )}
      {release && (
        <span className="muted">
          {' '}
          {t('compare.sideRelease', { release: catalogue.label(release), date: formats.date(release.dataDate) })}
        </span>
      )}
    </span>
  )
}
