import { type ReactNode, useEffect, useMemo } from 'react'
import { useLocation } from 'react-router'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { AboutQuery } from '../generated/graphql.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { exemptWords } from '../release/exempt-words.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { useSelection } from '../selection/use-selection.ts'
import { AboutCatalogue } from './about-catalogue.tsx'
import { AboutCertificate } from './about-certificate.tsx'
import { AboutImport } from './about-import.tsx'
import { ABOUT } from './about-query.ts'
import { catalogueTable } from './about-table.ts'
import '../charts/rows.css'
import './about.css'

const SECTIONS = ['release', 'certificate', 'disclosure', 'catalogue', 'import', 'keyboard', 'glossary', 'accessibility'] as const
type SectionId = (typeof SECTIONS)[number]

/** Tietoa: can I trust this? */
export function AboutPage() {
  const { t } = useTranslation()
  const [{ release }] = useSelection()
  const view = useView(ABOUT, { release })
  if (view.kind === 'shown') return <About view={view} />
  return <ViewPage title={t('about.title')} view={view} skeleton={<RowsSkeleton rows={14} aside />} />
}

function About({ view }: { readonly view: ViewShown<AboutQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue, data } = view
  const { hash } = useLocation()
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash])
  const table = useMemo(() => catalogueTable(catalogue, t, formats), [catalogue, t, formats])
  useExportable(
    useMemo(() => ({ name: 'catalogue', title: t('about.catalogue.title'), sentence: t('about.lede'), tables: [table] }), [table, t]),
  )
  const bodies: Readonly<Record<SectionId, ReactNode>> = {
    release: <AboutRelease view={view} />,
    certificate: <AboutCertificate release={data.release} />,
    disclosure: (
      <>
        <p>
          {t('about.disclosure.promise', { threshold: catalogue.release.policy.threshold })} {exemptWords(t, catalogue)}
        </p>
        <Paragraphs of="about.disclosure.text" />
        {data.release.certificate.families.length > 0 && <p>{t('about.disclosure.audited')}</p>}
      </>
    ),
    catalogue: <AboutCatalogue catalogue={catalogue} />,
    import: <AboutImport report={data.release.importReport} catalogue={catalogue} />,
    keyboard: <Pairs of="about.keyboard.keys" keys />,
    glossary: <Pairs of="about.glossary.words" />,
    accessibility: <Accessibility address={catalogue.release.feedbackEmail ?? null} />,
  }
  return (
    <ViewPage
      title={t('about.title')}
      view={view}
      skeleton={null}
      sentence={t('about.lede')}
      aside={
        <nav className="about-contents" aria-label={t('about.contents')}>
          <h2>{t('about.contents')}</h2>
          <ul>
            {SECTIONS.map((id) => (
              <li key={id}>
                <a href={`#${id}`}>{t(`about.${id}.title`)}</a>
              </li>
            ))}
          </ul>
        </nav>
      }
    >
      <div className="about">
        {SECTIONS.map((id) => (
          <section key={id} id={id}>
            <h2>{t(`about.${id}.title`)}</h2>
            {bodies[id]}
          </section>
        ))}
      </div>
    </ViewPage>
  )
}

function AboutRelease({ view: { catalogue } }: { readonly view: ViewShown<AboutQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { release } = catalogue
  return (
    <>
      <p>
        <Rich
          text={t('about.release.text', {
            id: catalogue.label(release),
            date: formats.day(release.publishedAt),
            range: formats.dateRange(release.windowFrom, release.dataDate),
            county: release.name,
          })}
        />
      </p>
      <p>{t('about.release.fixed')}</p>
      {release.demo && <p>{t('about.release.demo')}</p>}
    </>
  )
}

function Paragraphs({ of }: { readonly of: string }) {
  const { t } = useTranslation()
  return texts(t(of, { returnObjects: true })).map((text) => <p key={text}>{text}</p>)
}

function Pairs({ of, keys = false }: { readonly of: string; readonly keys?: boolean }) {
  const { t } = useTranslation()
  const pairs = t(of, { returnObjects: true })
  if (!Array.isArray(pairs)) return null
  return (
    <dl className={keys ? 'terms about-pairs keys' : 'terms about-pairs'}>
      {pairs.map((pair) => {
        const [term, text] = texts(pair)
        return (
          <div key={term}>
            <dt>{keys ? <kbd>{term}</kbd> : term}</dt>
            <dd>{text}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function Accessibility({ address }: { readonly address: string | null }) {
  const { t } = useTranslation()
  return (
    <>
      <Paragraphs of="about.accessibility.text" />
      {address === null ? (
        <p>{t('about.accessibility.noAddress')}</p>
      ) : (
        <p>
          {t('about.accessibility.feedback')} <a href={`mailto:${address}`}>{address}</a>
        </p>
      )}
      <p>{t('about.accessibility.authority')}</p>
    </>
  )
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [])
