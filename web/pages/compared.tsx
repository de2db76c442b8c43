import { type ReactNode, useMemo, useState } from 'react'
import { CompareCoverage } from '../charts/difference/compare-coverage.tsx'
import { type ComparedSide, CompareSides } from '../charts/difference/compare-sides.tsx'
import { type DifferenceRow, largestGap } from '../charts/difference/difference-rows.ts'
import type { CoveredSide } from '../charts/difference/offered-widening.ts'
import { useSecond } from '../charts/difference/second-selection.ts'
import { SecondSelection } from '../charts/difference/second-selection-fields.tsx'
import { Segments } from '../controls/segments.tsx'
import type { ExportTable } from '../export/exportable.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { ViewPage } from '../frame/view-page.tsx'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { breaksTogether, breakWords } from '../release/break-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { ReleaseKey, ReleaseName } from '../release/release-label.ts'
import type { ViewShown } from '../release/use-view.ts'
import { selectionWords } from '../selection/describe.ts'
import { toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'

/** What is compared, as the address says. */
export const COMPARED = oneOf(['overview', 'service', 'matrix'])

/** Both selections as variables of a comparison. */
export function useSides() {
  const [selection] = useSelection()
  const [second] = useSecond()
  return { a: toInput(selection), b: toInput(second), release: selection.release, releaseB: second.release ?? selection.release }
}

interface ComparedProps {
  readonly view: ViewShown<unknown>
  readonly sides: { readonly first: ComparedSide & CoveredSide; readonly second: ComparedSide & CoveredSide }
  readonly service?: string | null
  readonly rows: readonly DifferenceRow[]
  /** What says where the two releases do not count the same. */
  readonly unlike: readonly Pick<DifferenceRow, 'breaks'>[]
  readonly tables: readonly ExportTable[]
  readonly name: string
  readonly controls?: ReactNode
  readonly children: ReactNode
}

/** The scaffold of every comparison: both sides in words, the controls of B, the figures. */
export function Compared({ view, sides, service = null, rows, unlike, tables, name, controls, children }: ComparedProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue } = view
  const { release } = catalogue
  const releaseB = useReleaseOfB(view)
  const apart = release.id !== releaseB.id
  const gap = largestGap(rows)
  const breaks = breaksTogether(unlike)
  const groups = { a: selectionWords(t, sides.first.selection, catalogue), b: selectionWords(t, sides.second.selection, catalogue) }
  const same = groups.a === groups.b && view.fresh && !apart
  const inRelease = (group: string, of: ReleaseKey) => (apart ? t('compare.inRelease', { group, release: catalogue.label(of) }) : group)
  const sentence = [
    t('compare.sentence', { a: inRelease(groups.a, release), b: inRelease(groups.b, releaseB) }),
    gap &&
      t('compare.largest', {
        service: gap.name,
        shareA: formats.share(gap.shareA),
        shareB: formats.share(gap.shareB),
        points: formats.shareDifference(gap.points),
      }),
    apart
      ? t('compare.dates', { a: formats.date(release.dataDate), b: formats.date(releaseB.dataDate) })
      : t('sentence.date', { date: formats.date(release.dataDate) }),
  ]
    .filter(Boolean)
    .join(' ')
  const second = useMemo(() => ({ selection: groups.b, release: releaseB }), [groups.b, releaseB])
  useExportable(
    useMemo(() => ({ name, title: t('compare.title'), sentence: plain(sentence), tables, second }), [name, sentence, tables, second, t]),
  )
  return (
    <ViewPage
      wide
      title={t('compare.title')}
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      controls={<Controls catalogue={catalogue}>{controls}</Controls>}
      tables={tables}
    >
      {same && (
        <p className="compare-same" role="status">
          {t('compare.same')}
        </p>
      )}
      <CompareSides
        first={sides.first}
        second={sides.second}
        service={service}
        catalogue={catalogue}
        releases={apart ? [release, releaseB] : null}
      />
      <CompareCoverage first={sides.first} second={sides.second} catalogue={catalogue} apart={apart} />
      <p className="compare-direction muted">{t('compare.direction')}</p>
      {breaks.length > 0 && <p className="compare-broken">{t('compare.broken', { why: breakWords(t, breaks, catalogue) })}</p>}
      {children}
    </ViewPage>
  )
}

/** The release of B of the figures on screen: that of the address once they have come. */
function useReleaseOfB({ catalogue, fresh }: ViewShown<unknown>): ReleaseName {
  const asked = useSides().releaseB
  const [shown, setShown] = useState(asked)
  if (fresh && shown !== asked) setShown(asked)
  return catalogue.releases.find(({ id }) => id === shown) ?? catalogue.release
}

/** What is compared, and B. */
export function Controls({ catalogue, children }: { readonly catalogue: Catalogue; readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const [of, setOf] = useViewParam('of', COMPARED)
  const [second, setSecond] = useSecond()
  return (
    <>
      <Segments
        label={t('compare.of')}
        options={(['overview', 'service', 'matrix'] as const).map((value) => ({ value, label: t(`nav.${value}`) }))}
        value={of}
        onChange={setOf}
      />
      {children}
      <SecondSelection selection={second} catalogue={catalogue} onChange={setSecond} />
    </>
  )
}
