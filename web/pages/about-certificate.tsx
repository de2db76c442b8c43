import { useFormats } from '../format.ts'
import type { AboutQuery } from '../generated/graphql.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { isAudited } from '../release/catalogue.ts'
import './about-certificate.css'

/** The certificate in words: what was checked, how, and what came out. */
export function AboutCertificate({ release }: { readonly release: Pick<AboutQuery['release'], 'certificate' | 'policy' | 'contentHash'> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { certificate, policy } = release
  return (
    <>
      <p>
        <Rich
          text={t('about.certificate.text', {
            count: certificate.tables,
            tables: formats.count(certificate.tables),
            cells: formats.count(certificate.cells),
            published: formats.count(certificate.published),
            withheld: formats.count(certificate.withheld),
          })}
        />
      </p>
      {!isAudited(release) && (
        <p>
          <Rich text={t('about.certificate.unaudited')} />
        </p>
      )}
      {certificate.families.length > 0 && (
        <p>
          <Rich
            text={t('about.certificate.attack', {
              proven: formats.count(certificate.proven),
              limit: policy.threshold,
            })}
          />{' '}
          {certificate.narrowestInterval != null && t('about.certificate.narrowest', { count: certificate.narrowestInterval })}
        </p>
      )}
      {certificate.families.length > 0 && (
        <ul className="dashes">
          {certificate.families
            .filter(({ of }) => of > 0)
            .map((family) => (
              <li key={family.kind}>
                {t('about.certificate.family', {
                  kind: t(`about.certificate.kinds.${family.kind}`, { defaultValue: family.kind }),
                  audited: formats.count(family.audited),
                  of: formats.count(family.of),
                })}
              </li>
            ))}
        </ul>
      )}
      <p>{t(policy.kind === 'PERTURBED' ? 'about.certificate.perturbed' : 'about.certificate.exact', { count: policy.threshold })}</p>
      <dl className="terms about-facts">
        <div>
          <dt>{t('about.certificate.stage')}</dt>
          <dd>{t(`about.certificate.stages.${certificate.stage}`, { defaultValue: certificate.stage })}</dd>
        </div>
        <div>
          <dt>{t('about.certificate.program')}</dt>
          <dd>{certificate.programVersion}</dd>
        </div>
        <div>
          <dt>{t('about.certificate.tableHash')}</dt>
          <dd className="about-hash">{certificate.tableHash}</dd>
        </div>
        <div>
          <dt>{t('about.certificate.contentHash')}</dt>
          <dd className="about-hash">{release.contentHash}</dd>
        </div>
      </dl>
    </>
  )
}
