import type { CheckSegmentsQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { type Content, emptySegment, moved, NO_TEXT, replaced, type Segment, textIn, without, withText } from './draft-model.ts'
import { reasonWords } from './problem-words.ts'
import { RuleEditor } from './rule-editor.tsx'
import { SizeBar } from './size-bar.tsx'
import { type NoisySize, sizeMarks } from './size-layout.ts'
import { WordsField } from './words-field.tsx'

const MOST_SEGMENTS = 7
const LEAST_SEGMENTS = 2

interface SegmentRowsProps {
  readonly content: Content
  readonly check: CheckSegmentsQuery['checkSegments'] | null
  /** Of these rules; empty where they were not estimated. */
  readonly sizes: readonly NoisySize[]
  readonly catalogue: Catalogue
  readonly readOnly: boolean
  readonly onChange: (content: Content) => void
}

/** The segments in their order: name, rule, the rule in words, what is odd, size. */
export function SegmentRows({ content, check, sizes, catalogue, readOnly, onChange }: SegmentRowsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { segments } = content
  const marks = sizeMarks(sizes)
  const set = (next: readonly Segment[]) => onChange({ ...content, segments: next })
  const [othersSize, othersMark] = [sizes[segments.length], marks[segments.length]]
  const nothingLeft = check?.findings.some(({ kind }) => kind === 'NOTHING_LEFT')
  return (
    <>
      <ol className="segment-rows">
        {segments.map((segment, at) => {
          const checked = check?.rules[at]
          const name = textIn(segment.name, locale)
          const [size, mark] = [sizes[at], marks[at]]
          return (
            <li key={segment.key} className="segment-row" aria-label={t('segments.segment', { n: at + 1 })}>
              <div className="segment-head">
                <span className="segment-order" aria-hidden="true">
                  {at + 1}
                </span>
                {readOnly ? (
                  <h3>{name}</h3>
                ) : (
                  <WordsField
                    label={t('segments.name')}
                    quiet
                    value={name}
                    onChange={(written) => set(replaced(segments, at, { ...segment, name: withText(segment.name, locale, written) }))}
                  />
                )}
                {!readOnly && (
                  <span className="segment-moves">
                    <button
                      type="button"
                      className="segment-step"
                      disabled={at === 0}
                      aria-label={`${t('segments.moveUp')}: ${name}`}
                      onClick={() => set(moved(segments, at, -1))}
                    >
                      ↑
                    </button>
                    <button
                      type="button"
                      className="segment-step"
                      disabled={at === segments.length - 1}
                      aria-label={`${t('segments.moveDown')}: ${name}`}
                      onClick={() => set(moved(segments, at, 1))}
                    >
                      ↓
                    </button>
                    <button
                      type="button"
                      className="segment-step"
                      disabled={segments.length <= LEAST_SEGMENTS}
                      aria-label={`${t('segments.remove')}: ${name}`}
                      onClick={() => set(without(segments, at))}
                    >
                      ×
                    </button>
                  </span>
                )}
              </div>
              <p className="segment-sentence" aria-live={readOnly ? undefined : 'polite'}>
                {checked?.problem ? (
                  <span className="refused">{reasonWords(checked.problem, t)}</span>
                ) : (
                  (checked?.sentence ?? segment.sentence)
                )}
              </p>
              {check?.findings
                .filter((finding) => finding.at === String(at))
                .map((finding) => (
                  <p key={finding.kind} className="segment-warning">
                    {finding.kind === 'SWALLOWED'
                      ? finding.by === null
                        ? t('segments.finding.SWALLOWED_MANY')
                        : t('segments.finding.SWALLOWED', { name: textIn(segments[Number(finding.by)]?.name ?? NO_TEXT, locale) })
                      : t(`segments.finding.${finding.kind}`)}
                  </p>
                ))}
              {segment.proxy && (
                <p className="segment-proxy small">
                  <b>{t('segments.proxy')}.</b> {textIn(segment.proxy, locale)}{' '}
                  {!readOnly && (
                    <button type="button" className="linkb" onClick={() => set(replaced(segments, at, { ...segment, proxy: null }))}>
                      {t('segments.proxyAgreed')}
                    </button>
                  )}
                </p>
              )}
              {!readOnly && (
                <RuleEditor
                  rule={segment.rule}
                  catalogue={catalogue}
                  onChange={(rule) => set(replaced(segments, at, { ...segment, rule }))}
                />
              )}
              {size && mark && <SizeBar size={size} mark={mark} />}
            </li>
          )
        })}
        <li className="segment-row segment-others">
          <div className="segment-head">
            <h3>{t('segments.other')}</h3>
          </div>
          <p className="segment-sentence">{t('segments.otherRule')}</p>
          {nothingLeft && <p className="segment-warning">{t('segments.finding.NOTHING_LEFT')}</p>}
          {othersSize && othersMark && <SizeBar size={othersSize} mark={othersMark} />}
        </li>
      </ol>
      {!readOnly && segments.length < MOST_SEGMENTS && (
        <button
          type="button"
          className="btn"
          onClick={() =>
            set([...segments, emptySegment(segments, withText(NO_TEXT, locale, t('segments.segmentNew', { n: segments.length + 1 })))])
          }
        >
          {t('segments.addSegment')}
        </button>
      )}
    </>
  )
}
