import { useInstant } from '../access/instant.ts'
import { ForReason } from '../controls/for-reason.tsx'
import { useFormats } from '../format.ts'
import type { ManagedReleasesQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { AboutCertificate } from '../pages/about-certificate.tsx'

type Managed = ManagedReleasesQuery['managedReleases'][number]

interface EntryProps {
  readonly release: Managed
  /** What readers see if this one is withdrawn; null: no release. */
  readonly next: Managed | null
  /** Both: whether it was done. */
  readonly publish: (reason: string | null) => Promise<boolean>
  readonly withdraw: (reason: string) => Promise<boolean>
}

/** One release: state, certificate, what was done to it, and what can be done. */
export function ReleaseEntry({ release, next, publish, withdraw }: EntryProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const instant = useInstant()
  const date = formats.date(release.dataDate)
  const state = release.current ? 'CURRENT' : release.state
  const { soonerThan, soonerReason, stage } = release.certificate
  return (
    <li>
      <div className="release-head">
        <h3>{t('administration.releases.until', { date })}</h3>
        <span className={`release-state ${state}`}>{t(`administration.releases.states.${state}`)}</span>
      </div>
      <p className="release-meta muted">
        {[
          release.name,
          t(`administration.releases.policies.${release.policy.kind}`),
          ...(release.policy.kind === 'EXACT' ? [t(`about.certificate.stages.${stage}`, { defaultValue: stage })] : []),
          ...(release.demo ? [t('administration.releases.demo')] : []),
          release.id,
        ].join(' · ')}
      </p>
      {soonerThan && (
        <p className="release-meta">
          {t('administration.releases.soonerThan', { date: formats.date(soonerThan), reason: soonerReason ?? '' })}
        </p>
      )}
      <details open={release.state === 'WAITING'}>
        <summary>{t('administration.releases.certificate')}</summary>
        <div>
          <AboutCertificate release={release} />
        </div>
      </details>
      {release.steps.length > 0 && (
        <ul className="release-steps" aria-label={t('administration.releases.history')}>
          {release.steps.map(({ kind, at, by, note }) => (
            <li key={`${kind} ${at}`}>
              {t('administration.releases.stepBy', { step: t(`administration.releases.step.${kind}`), when: instant(at), who: by })}
              {note && `: ${note}`}
            </li>
          ))}
        </ul>
      )}
      <div className="release-acts">
        {release.mayPublish && release.needsReason && (
          <ForReason
            act={t('administration.releases.publish')}
            label={t('administration.releases.publishOf', { date })}
            sure={t('administration.releases.another', { date })}
            reason={t('administration.releases.reason')}
            leave={t('administration.releases.leave')}
            carryOut={publish}
          />
        )}
        {release.mayPublish && !release.needsReason && release.state !== 'WAITING' && (
          <ForReason
            act={t('administration.releases.publish')}
            label={t('administration.releases.publishOf', { date })}
            sure={t('administration.releases.sureBack', { date })}
            leave={t('administration.releases.leave')}
            carryOut={() => publish(null)}
          />
        )}
        {release.mayPublish && !release.needsReason && release.state === 'WAITING' && (
          <button
            type="button"
            className="btn primary"
            aria-label={t('administration.releases.publishOf', { date })}
            onClick={() => void publish(null)}
          >
            {t('administration.releases.publish')}
          </button>
        )}
        {release.ownWork && release.state !== 'SERVED' && <p className="release-meta">{t('administration.releases.ownWork')}</p>}
        {release.state === 'SERVED' && (
          <ForReason
            act={t('administration.releases.withdraw')}
            label={t('administration.releases.withdrawOf', { date })}
            sure={
              !next
                ? t('administration.releases.sureLast')
                : t(`administration.releases.${release.current ? 'sure' : 'sureOlder'}`, { date: formats.date(next.dataDate) })
            }
            reason={t('administration.releases.reason')}
            leave={t('administration.releases.keep')}
            carryOut={withdraw}
          />
        )}
      </div>
    </li>
  )
}
