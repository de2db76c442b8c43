import { Fragment, useState } from 'react'
import { useFocusNext } from '../controls/use-focus-next.ts'
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
  /** While it is not, there is no removal to take back. */
  readonly unsaved: boolean
  readonly onChange: (content: Content) => void
}

/** The segments in their order: name, rule, the rule in words, what is odd, size. */
export function SegmentRows({ content, check, sizes, catalogue, readOnly, unsaved, onChange }: SegmentRowsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { segments } = content
  const marks = sizeMarks(sizes)
  const [rows, focusNext] = useFocusNext<HTMLOListElement>()
  const [removed, setRemoved] = useState<{ readonly segment: Segment; readonly at: number } | null>(null)
  if (removed && !unsaved) setRemoved(null)
  const set = (next: readonly Segment[]) => onChange({ ...content, segments: next })
  const undo =
    !readOnly && removed && segments.length < MOST_SEGMENTS && segments.every(({ key }) => key !== removed.segment.key) && removed
  const move = (at: number, key: string, step: -1 | 1) => {
    focusNext(`${rowOf(key)} [data-step="${step}"]:enabled`, `${rowOf(key)} [data-step="${-step}"]`)
    set(moved(segments, at, step))
  }
  const remove = (segment: Segment, at: number) => {
    focusNext('.segment-undo button')
    setRemoved({ segment, at })
    set(without(segments, at))
  }
  const add = (segment: Segment, at: number) => {
    focusNext(`${rowOf(segment.key)} .segment-head input`)
    set(segments.toSpliced(at, 0, segment))
  }
  const addNew = () =>
    add(emptySegment(segments, withText(NO_TEXT, locale, t('segments.segmentNew', { n: segments.length + 1 }))), segments.length)
  const [othersSize, othersMark] = [sizes[segments.length], marks[segments.length]]
  const nothingLeft = check?.findings.some(({ kind }) => kind === 'NOTHING_LEFT')
  const undoRow = undo && (
    <li className="segment-undo">
      <span role="status">{t('segments.removed', { name: textIn(undo.segment.name, locale) })}</span>{' '}
      <button type="button" className="linkb" onClick={() => add(undo.segment, undo.at)}>
        {t('segments.undo')}
      </button>
    </li>
  )
  return (
    <>
      <ol className="segment-rows" ref={rows}>
        {segments.map((segment, at) => {
          const checked = check?.rules[at]
          const name = textIn(segment.name, locale)
          const [size, mark] = [sizes[at], marks[at]]
          return (
            <Fragment key={segment.key}>
              {undo && undo.at === at && undoRow}
              <li className="segment-row" data-segment={segment.key} aria-label={t('segments.segment', { n: at + 1 })}>
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
                        data-step={-1}
                        disabled={at === 0}
                        aria-label={`${t('segments.moveUp')}: ${name}`}
                        onClick={() => move(at, segment.key, -1)}
                      >
                        ↑
                      </button>
                      <button
                        type="button"
                        className="segment-step"
                        data-step={1}
                        disabled={at === segments.length - 1}
                        aria-label={`${t('segments.moveDown')}: ${name}`}
                        onClick={() => move(at, segment.key, 1)}
                      >
                        ↓
                      </button>
                      <button
                        type="button"
                        className="segment-step"
                        disabled={segments.length <= LEAST_SEGMENTS}
                        aria-label={`${t('segments.remove')}: ${name}`}
                        onClick={() => remove(segment, at)}
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
            </Fragment>
          )
        })}
        {undo && undo.at >= segments.length && undoRow}
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
        <button type="button" className="btn" onClick={addNew}>
          {t('segments.addSegment')}
        </button>
      )}
    </>
  )
}

const rowOf = (key: string): string => `[data-segment="${CSS.escape(key)}"]`
