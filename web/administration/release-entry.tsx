import { type FormEvent, useState } from 'react'
import { useInstant } from '../access/instant.ts'
import { useFormats } from '../format.ts'
import type { ManagedReleasesQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { AboutCertificate } from '../pages/about-certificate.tsx'

interface EntryProps {
  readonly release: ManagedReleasesQuery['managedReleases'][number]
  /** Both: whether it was done. */
  readonly publish: (reason: string | null) => Promise<boolean>
  readonly withdraw: (reason: string) => Promise<boolean>
}

/** One release: state, certificate, what was done to it, and what can be done. */
export function ReleaseEntry({ release, publish, withdraw }: EntryProps) {
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
            leave={t('administration.releases.leave')}
            carryOut={publish}
          />
        )}
        {release.mayPublish && !release.needsReason && (
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
            sure={t('administration.releases.sure')}
            leave={t('administration.releases.keep')}
            carryOut={withdraw}
          />
        )}
      </div>
    </li>
  )
}

interface ForReasonProps {
  /** Words of the button, the same with what it is done to, what to know before, and of the way back. */
  readonly act: string
  readonly label: string
  readonly sure: string
  readonly leave: string
  /** Whether it was done; a reason that was refused stays to be sent again. */
  readonly carryOut: (reason: string) => Promise<boolean>
}

/** Asks why before it does it: readers see the change at once. */
function ForReason({ act, label, sure, leave, carryOut }: ForReasonProps) {
  const { t } = useTranslation()
  const [asked, ask] = useState(false)
  const [reason, setReason] = useState('')
  if (!asked)
    return (
      <button type="button" className="linkb" aria-label={label} onClick={() => ask(true)}>
        {act}
      </button>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void carryOut(reason).then((done) => done && ask(false))
  }
  return (
    <form className="release-acts" onSubmit={submit}>
      <p className="release-meta">{sure}</p>
      <label>
        <span>{t('administration.releases.reason')}</span>
        <input className="field" required maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <button type="submit" className="btn">
        {act}
      </button>
      <button type="button" className="linkb" onClick={() => ask(false)}>
        {leave}
      </button>
    </form>
  )
}
