import { useQuery } from '@apollo/client/react'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { useSight } from '../access/viewer-context.tsx'
import { AdoptedFigures, type SchemeChoice } from '../adopted/adopted-figures.tsx'
import { ADOPTED, SEGMENTATION } from '../adopted/adopted-query.ts'
import { usePollWhile } from '../adopted/use-poll-while.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useLocale } from '../i18n/index.ts'
import { serverLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { carried } from '../selection/carried.ts'
import { useSelection } from '../selection/use-selection.ts'
import { text, useViewParam } from '../selection/use-view-param.ts'
import { wholeAnswer } from '../whole-answer.ts'
import '../segments/segments.css'
import '../adopted/adopted.css'

/** Segmentit lukuina: how large are the segments of an adopted scheme, what marks each out, and where are the heavy users? */
export function AdoptedPage() {
  const { t } = useTranslation()
  const { data, error } = useQuery(ADOPTED, { fetchPolicy: 'no-cache' })
  const { search } = useLocation()
  const [asked, choose] = useViewParam('scheme', text)
  const [{ release }] = useSelection()
  const mayAdopt = useSight().may('Mutation.adoptSegments')
  const schemes = data?.adoptedSchemes ?? []
  const id = asked || schemes[0]?.id
  if (id) return <OneScheme key={`${id} ${release}`} id={id} schemes={schemes} drafts={data?.segmentDrafts ?? []} choose={choose} />
  return (
    <Before words={error ? t('segments.problem.other') : data ? t(mayAdopt ? 'adopted.none' : 'adopted.noneYet') : t('segments.loading')}>
      {data && (
        <p>
          <Link to={{ pathname: '/segments', search: carried(search) }}>{t('adopted.toDrafts')}</Link>
        </p>
      )}
    </Before>
  )
}

/** While there are no figures: why. */
function Before({ words, children }: { readonly words: string; readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const title = t('adopted.title')
  usePageTitle(title)
  return (
    <div className="view wrap segments-page adopted">
      <h1 id="view-title" tabIndex={-1}>
        {title}
      </h1>
      <p className="view-sentence" role="status">
        {words}
      </p>
      {children}
    </div>
  )
}

interface OneSchemeProps extends SchemeChoice {
  readonly id: string
}

function OneScheme({ id, schemes, drafts, choose }: OneSchemeProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [selection] = useSelection()
  const { search } = useLocation()
  const { catalogue, fresh, error: withoutCatalogue } = useCatalogueState()
  const query = useQuery(SEGMENTATION, {
    variables: { scheme: id, release: selection.release, locale: serverLocale(locale) },
    fetchPolicy: 'no-cache',
  })
  const { error, refetch } = query
  const now = wholeAnswer(query)
  usePollWhile(now?.segmentation.state === 'WAITING', query)
  const [last, setLast] = useState(now)
  if (now && now !== last) setLast(now)
  // While another language comes, the figures stay: all else that the question names is in this component's key.
  const segmentation = (now ?? (error ? undefined : last))?.segmentation
  // Figures of another release wait for its catalogue: until then they would stand under the name of the one before.
  if (segmentation && catalogue && fresh) return <AdoptedFigures {...{ segmentation, catalogue, schemes, drafts, choose }} />
  const failed = error ?? withoutCatalogue
  return (
    <Before words={failed ? t('segments.problem.other') : t('segments.loading')}>
      {Boolean(failed) && (
        <p className="adopted-links">
          <button type="button" className="linkb" onClick={() => void refetch().catch(() => undefined)}>
            {t('state.failed.retry')}
          </button>{' '}
          <Link to={{ pathname: '/segments', search: carried(search) }}>{t('adopted.back')}</Link>
        </p>
      )}
    </Before>
  )
}
