import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Crosswalk } from '../crosswalk/crosswalk.tsx'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Choice } from './choice.tsx'
import { type Draft, textIn } from './draft-model.ts'
import { Refusal } from './refusal.tsx'
import { CREATE, DIFFERENCES } from './segments-query.ts'
import { SizeBar } from './size-bar.tsx'
import { sizeMarks } from './size-layout.ts'
import { useChange, useDraft } from './use-draft.ts'
import { changeWords, namesOf } from './versions.tsx'
import type { Writer } from './writer.ts'

interface CompareProps {
  readonly draft: Draft
  readonly workroom: SegmentWorkroomQuery
  readonly writer: Writer
}

/** Two parallel drafts side by side, on one scale, and how they meet. */
export function CompareDrafts({
  draft,
  workroom,
  writer,
  go,
}: CompareProps & { readonly go: (change: Readonly<Record<string, string | null>>) => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const others = workroom.segmentDrafts.filter(({ id, scope }) => id !== draft.id && scope === draft.scope)
  const copy = useChange(CREATE, ({ createSegmentDraft }) => go({ draft: createSegmentDraft.id, version: null, panel: null }))
  const [chosen, setChosen] = useState<string | null>(others[0]?.id ?? null)
  if (others.length === 0)
    return (
      <>
        <p className="muted">{t('segments.compareNone')}</p>
        {writer.scopes.includes(draft.scope) && (
          <p className="actions">
            <button
              type="button"
              className="btn"
              onClick={() => void copy.change({ draft: draft.id, version: draft.version.number, as: writer.as })}
            >
              {t('segments.copy')}
            </button>
          </p>
        )}
        <Refusal problem={copy.problem} />
      </>
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
  if (!second) return <p className="muted">{t('segments.loading')}</p>
  const sizes = [draft, second].map((each) => each.version.sizes.sizes)
  const marks = sizeMarks(sizes.flat())
  const [names, otherNames] = [namesOf(draft.version, locale), namesOf(second.version, locale)]
  const changes = data?.schemeDifferences ?? []
  /** Segments that only one of the two has. */
  const only = (kind: 'ADDED' | 'REMOVED', of: Draft, called: ReadonlyMap<string, string>) => {
    const found = changes.filter((change) => change.kind === kind).map(({ segment }) => called.get(segment ?? '') ?? '')
    return found.length > 0
      ? [t('segments.onlyIn', { title: textIn(of.version.content.title, locale), by: of.version.savedBy, names: found.join(', ') })]
      : []
  }
  const said = [
    ...only('REMOVED', draft, names),
    ...only('ADDED', second, otherNames),
    ...changes
      .filter(({ kind }) => kind !== 'ADDED' && kind !== 'REMOVED')
      .map((change) => t('segments.differs', { what: changeWords(change, names, t) })),
  ]
  return (
    <>
      <h2 className="compare-title">{t('segments.differences')}</h2>
      {data && said.length === 0 && <p>{t('segments.changeNone')}</p>}
      {said.length > 0 && (
        <ul className="compare-list">
          {said.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
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
