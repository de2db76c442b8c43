import { useFormats } from '../../format.ts'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
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
}

/** Who stands on each side, and how many they are. */
export function CompareSides({ first, second, service, catalogue }: CompareSidesProps) {
  return (
    <div className="compare-sides">
      <span className="compare-letter">A</span>
      <Side side={first} service={service} catalogue={catalogue} />
      <span className="compare-letter ring">B</span>
      <Side side={second} service={service} catalogue={catalogue} />
    </div>
  )
}

function Side({ side, service, catalogue }: Pick<CompareSidesProps, 'service' | 'catalogue'> & { readonly side: ComparedSide }) {
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
    </span>
  )
}
