import { useTranslation } from 'react-i18next'
import { useFormats } from '../../format.ts'
import { Rich } from '../../i18n/rich.tsx'
import type { Catalogue } from '../../release/catalogue.ts'
import { type DescribedSelection, placeWords, usesWords, whoWords } from '../../selection/describe.ts'
import type { DifferenceFigure } from './difference-rows.ts'

/** One side of a comparison as the server answers it. */
export interface ComparedSide {
  readonly selection: DescribedSelection
  readonly clients: { readonly count?: number | null; readonly atLeast: boolean }
}

/** Who stands on each side, and how many they are. */
export function CompareSides({
  first,
  second,
  catalogue,
}: {
  readonly first: ComparedSide
  readonly second: ComparedSide
  readonly catalogue: Catalogue
}) {
  return (
    <div className="compare-sides">
      <span className="compare-letter">A</span>
      <Side side={first} catalogue={catalogue} />
      <span className="compare-letter ring">B</span>
      <Side side={second} catalogue={catalogue} />
    </div>
  )
}

function Side({ side, catalogue }: { readonly side: ComparedSide; readonly catalogue: Catalogue }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { selection } = side
  const clients: DifferenceFigure = { count: side.clients.count ?? null, atLeast: side.clients.atLeast }
  const words = { who: whoWords(t, selection), place: placeWords(t, selection, catalogue), uses: usesWords(t, selection, catalogue) }
  return (
    <span>
      <Rich
        text={clients.count === null ? t('compare.sideWithheld', words) : t('compare.side', { ...words, clients: formats.figure(clients) })}
      />
    </span>
  )
}
