import { Link } from 'react-router'
import { useTaking } from '../access/may-export.ts'
import { useCopied } from '../controls/use-copied.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { moved, type Step, stepsText, takenOf } from '../workshop/steps.ts'
import { useWorkshop } from '../workshop/workshop-context.tsx'
import '../workshop/workshop.css'

/** The steps of a workshop: links to what was seen, with notes; ready to print or to copy for whoever may take figures out. */
export function WorkshopPage() {
  const { t } = useTranslation()
  const { on, start, steps, setSteps } = useWorkshop()
  const [copied, copy] = useCopied()
  const title = t('workshop.steps')
  usePageTitle(title)
  const taking = useTaking(steps.map(takenOf))
  return (
    <div className="view wrap">
      <div className="view-head">
        <div>
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          <p className="view-sentence">{t(steps.length === 0 ? 'workshop.empty' : 'workshop.lede')}</p>
          <p className="actions steps-actions">
            {!on && (
              <button type="button" className="btn" onClick={start}>
                {t('workshop.start')}
              </button>
            )}
            {steps.length > 0 && (
              <>
                {taking && (
                  <>
                    <button type="button" className="btn" onClick={() => taking('PRINT', () => window.print())}>
                      {t('workshop.print')}
                    </button>
                    <button
                      type="button"
                      className="btn"
                      onClick={() => taking('TEXT', () => copy(stepsText(steps, window.location.origin)))}
                    >
                      {t(copied ? 'workshop.copied' : 'workshop.copy')}
                    </button>
                  </>
                )}
                <button type="button" className="linkb" onClick={() => setSteps(() => [])}>
                  {t('workshop.clear')}
                </button>
              </>
            )}
          </p>
        </div>
      </div>
      <ol className="steps">
        {steps.map((step, at) => (
          <StepItem key={step.id} step={step} first={at === 0} last={at === steps.length - 1} />
        ))}
      </ol>
    </div>
  )
}

function StepItem({ step, first, last }: { readonly step: Step; readonly first: boolean; readonly last: boolean }) {
  const { t } = useTranslation()
  const { setSteps } = useWorkshop()
  const write = (note: string) => setSteps((now) => now.map((other) => (other.id === step.id ? { ...other, note } : other)))
  return (
    <li className="step">
      <h2>
        <Link to={step.href}>{step.title}</Link>
      </h2>
      <p>{step.sentence}</p>
      <textarea
        aria-label={t('workshop.note', { title: step.title })}
        placeholder={t('workshop.noteHint')}
        value={step.note}
        onChange={(event) => write(event.target.value)}
      />
      {step.note && <p className="step-note">{step.note}</p>}
      <p className="step-address">
        {window.location.origin}
        {step.href}
      </p>
      <p className="step-actions">
        {!first && (
          <button type="button" className="linkb" onClick={() => setSteps((now) => moved(now, step.id, -1))}>
            {t('workshop.up')}
          </button>
        )}
        {!last && (
          <button type="button" className="linkb" onClick={() => setSteps((now) => moved(now, step.id, 1))}>
            {t('workshop.down')}
          </button>
        )}
        <button type="button" className="linkb" onClick={() => setSteps((now) => now.filter((other) => other.id !== step.id))}>
          {t('workshop.remove')}
        </button>
      </p>
    </li>
  )
}
