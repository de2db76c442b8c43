import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Crosswalk } from '../crosswalk/crosswalk.tsx'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Choice } from './choice.tsx'
import { type Draft, textIn } from './draft-model.ts'
import { DIFFERENCES } from './segments-query.ts'
import { SizeBar } from './size-bar.tsx'
import { sizeMarks } from './size-layout.ts'
import { useDraft } from './use-draft.ts'
import { changeWords, useSegmentNames } from './versions.tsx'
import type { Writer } from './writer.ts'

interface CompareProps {
  readonly draft: Draft
  readonly workroom: SegmentWorkroomQuery
  readonly writer: Writer
}

/** Two parallel drafts side by side, on one scale, and how they meet. */
export function CompareDrafts({ draft, workroom, writer }: CompareProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const others = workroom.segmentDrafts.filter(({ id, scope }) => id !== draft.id && scope === draft.scope)
  const [chosen, setChosen] = useState<string | null>(others[0]?.id ?? null)
  if (others.length === 0)
    return (
      <p className="muted">
        {t('segments.compareChoose')}: {t('segments.votesNone')}
      </p>
    )
  return (
    <>
      <Choice
        label={t('segments.compareWith')}
        options={others.map(({ id, version }) => ({ value: id, label: `${textIn(version.content.title, locale)} · ${version.savedBy}` }))}
        value={chosen ?? ''}
        onChange={setChosen}
      />
      {chosen && <Sides key={chosen} {...{ draft, workroom, writer }} other={chosen} />}
    </>
  )
}

function Sides({ draft, other, workroom, writer }: CompareProps & { readonly other: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { draft: second } = useDraft(other, null)
  const { data } = useQuery(DIFFERENCES, { variables: { from: draft.id, to: other }, fetchPolicy: 'no-cache' })
  const names = useSegmentNames(draft)
  if (!second) return <p className="muted">{t('segments.loading')}</p>
  const sizes = [draft, second].map((each) => each.version.sizes.sizes)
  const marks = sizeMarks(sizes.flat())
  const allNames = new Map([...names, ...second.version.content.segments.map(({ key, name }) => [key, textIn(name, locale)] as const)])
  return (
    <>
      <h2 className="compare-title">{t('segments.differences')}</h2>
      <p>
        {data?.schemeDifferences.length === 0
          ? t('segments.changeNone')
          : data?.schemeDifferences.map((change) => changeWords(change, allNames, t)).join('; ')}
      </p>
      <div className="draft-sides">
        {[draft, second].map((each, side) => (
          <section key={each.id}>
            <h3>{textIn(each.version.content.title, locale)}</h3>
            <p className="muted small">
              {t('segments.versionOf', { version: each.version.number })}, {each.version.savedBy}
            </p>
            <ol className="segment-rows">
              {[...each.version.content.segments, null].map((segment, at) => {
                const size = sizes[side]?.[at]
                const mark = marks[(side === 0 ? 0 : (sizes[0]?.length ?? 0)) + at]
                return (
                  <li key={segment?.key ?? 'other'} className="segment-row">
                    <h4>{segment ? textIn(segment.name, locale) : t('segments.other')}</h4>
                    <p className="segment-sentence">{segment ? segment.sentence : t('segments.otherRule')}</p>
                    {size && mark && <SizeBar size={size} mark={mark} />}
                  </li>
                )
              })}
            </ol>
          </section>
        ))}
      </div>
      <Crosswalk from={draft} to={second} workroom={workroom} writer={writer} />
    </>
  )
}
