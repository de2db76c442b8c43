import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Link } from 'react-router'
import { AdoptedLink } from '../adopted/adopted-link.tsx'
import { useFormats } from '../format.ts'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Choice } from './choice.tsx'
import { emptySegment, inputOf, NO_TEXT, type Scope, type Segment, textIn } from './draft-model.ts'
import { Refusal } from './refusal.tsx'
import { CREATE, READY } from './segments-query.ts'
import { useChange } from './use-draft.ts'
import { isUnsaved } from './use-edit.ts'
import type { Writer } from './writer.ts'

/** What was begun from where it was no ready scheme. */
const BLANK = 'blank'
const SCOPES: readonly Scope[] = ['ALL', 'AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS']

interface SegmentListProps {
  readonly workroom: SegmentWorkroomQuery
  readonly writer: Writer
  readonly hrefOf: (draft: string, more?: Readonly<Record<string, string>>) => string
  readonly open: (draft: string) => void
}

/** What is in force, what is under work, and what to begin from. */
export function SegmentList({ workroom, writer, hrefOf, open }: SegmentListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const { adoptedSchemes, segmentDrafts } = workroom
  const inForce = new Map(adoptedSchemes.map(({ draft, version }) => [draft, version]))
  return (
    <div className="segments-list">
      <section>
        <h2>{t('segments.inForce')}</h2>
        {adoptedSchemes.length === 0 ? (
          <p className="muted">{t('segments.inForceNone')}</p>
        ) : (
          <ul className="schemes">
            {adoptedSchemes.map((scheme) => (
              <li key={scheme.id}>
                <Link to={hrefOf(scheme.draft, { version: scheme.version })}>{textIn(scheme.content.title, locale)}</Link>
                <AdoptedLink id={scheme.id} title={textIn(scheme.content.title, locale)} />
                <span className="schemes-names">{scheme.content.segments.map(({ name }) => textIn(name, locale)).join(' · ')}</span>
                <span className="muted small">
                  {t(`segments.scope.${scheme.scope}`)} ·{' '}
                  {t('segments.adopted', { date: formats.day(scheme.adoptedAt), name: scheme.adoptedBy })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>{t('segments.drafts')}</h2>
        {segmentDrafts.length === 0 ? (
          <p className="muted">
            {[t('segments.draftsNone'), writer.scopes.length > 0 && t('segments.draftsBegin')].filter(Boolean).join(' ')}
          </p>
        ) : (
          <ul className="schemes">
            {segmentDrafts.map((draft) => (
              <li key={draft.id}>
                <Link to={hrefOf(draft.id)}>{textIn(draft.version.content.title, locale)}</Link>
                <span className="schemes-names">{draft.version.content.segments.map(({ name }) => textIn(name, locale)).join(' · ')}</span>
                <span className="muted small">
                  {t(`segments.scope.${draft.scope}`)} · {t('segments.versionOf', { version: draft.version.number })} ·{' '}
                  {t('segments.by', { date: formats.day(draft.version.savedAt), name: draft.version.savedBy })}
                  {inForce.get(draft.id) !== undefined && ` · ${t('segments.versionInForce', { version: inForce.get(draft.id) })}`}
                  {draft.closedAt && ` · ${t('segments.closed')}`}
                  {isUnsaved(draft.id) && ` · ${t('segments.unsavedMark')}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {writer.scopes.length > 0 && <Begin writer={writer} open={open} />}
    </div>
  )
}

function Begin({ writer, open }: Pick<SegmentListProps, 'writer' | 'open'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data } = useQuery(READY)
  const [chosen, setScope] = useState<Scope | null>(null)
  const scopes = SCOPES.filter((one) => writer.scopes.includes(one))
  const scope = chosen ?? scopes[0] ?? 'ALL'
  const { change, busy, problem } = useChange(CREATE, ({ createSegmentDraft }) => open(createSegmentDraft.id))
  const [began, setBegan] = useState<string | null>(null)
  const begin = (from: string, variables: Parameters<typeof change>[0]) => {
    setBegan(from)
    void change(variables)
  }
  const may = (one: Scope) => writer.scopes.includes(one)
  // What the reader may begin from comes first.
  const ready = (data?.readySchemes ?? []).toSorted((a, b) => Number(may(b.scope)) - Number(may(a.scope)))
  const blank = () => {
    const name = (n: number) => ({ ...NO_TEXT, [locale]: t('segments.segmentNew', { n }) })
    const first = emptySegment([], name(1))
    const segments: readonly Segment[] = [first, emptySegment([first], name(2))]
    // A rule must be whole to be saved: it begins with the widest one, to be narrowed.
    const whole = segments.map((segment, at) => ({
      ...segment,
      rule: [[{ kind: 'SERVICES' as const, services: [], of: 'ALL' as const, least: 2 - at, most: null, ages: [], sexes: [] }]],
    }))
    const content = { title: { ...NO_TEXT, [locale]: t('segments.blankTitle') }, purpose: NO_TEXT, segments: whole }
    begin(BLANK, { blank: { scope, content: inputOf(content) }, as: writer.as })
  }
  return (
    <section>
      <h2>{t('segments.begin')}</h2>
      <ul className="schemes">
        {ready.map((ready) => (
          <li key={ready.key}>
            <b>{textIn(ready.content.title, locale)}</b>
            <span className="schemes-names">{ready.content.segments.map(({ name }) => textIn(name, locale)).join(' · ')}</span>
            <span className="small">{textIn(ready.content.purpose, locale)}</span>
            <span className="muted small">{t(`segments.scope.${ready.scope}`)}</span>
            {!may(ready.scope) && <span className="small">{t('segments.beginNot', { scope: t(`segments.scope.${ready.scope}`) })}</span>}
            <button
              type="button"
              className="btn"
              disabled={busy || !may(ready.scope)}
              onClick={() => begin(ready.key, { ready: ready.key, as: writer.as })}
            >
              {t('segments.beginFrom')}
              <span className="vh">: {textIn(ready.content.title, locale)}</span>
            </button>
            {began === ready.key && <Refusal problem={problem} />}
          </li>
        ))}
      </ul>
      <div className="begin-blank">
        <Choice
          label={t('segments.scope.label')}
          options={scopes.map((value) => ({ value, label: t(`segments.scope.${value}`) }))}
          value={scope}
          onChange={setScope}
        />
        <button type="button" className="btn" disabled={busy} onClick={blank}>
          {t('segments.blank')}
        </button>
        {began === BLANK && <Refusal problem={problem} />}
      </div>
    </section>
  )
}
