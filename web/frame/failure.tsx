import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { problemOf } from '../release/problem.ts'

/** Does what was pressed; where that fails, or comes to false, says so. `words` in place of the common ones where the fault is no right or connection. */
export type Attempt = (press: () => unknown, words?: string) => void

const FailureContext = createContext<Attempt>((press) => void press())

/** Says at the foot of the screen that a press came to nothing, until the next one or until it is closed. */
export function FailureProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const [said, say] = useState<string | null>(null)
  const attempt = useCallback<Attempt>(
    async (press, words) => {
      say(null)
      try {
        if ((await press()) === false) say(words ?? t('failure.text'))
      } catch (cause) {
        say(causeWords(cause) ?? words ?? t('failure.text'))
      }

      function causeWords(cause: unknown): string | null {
        switch (problemOf(cause).kind) {
          case 'not-granted':
            return t('failure.notGranted')
          case 'signed-out':
            return t('access.ended.title')
          default:
            return null
        }
      }
    },
    [t],
  )
  return (
    <FailureContext value={attempt}>
      {children}
      {said !== null && (
        <div className="message failed failure" role="alert">
          <p>{said}</p>
          <button type="button" className="linkb" onClick={() => say(null)}>
            {t('failure.close')}
          </button>
        </div>
      )}
    </FailureContext>
  )
}

export const useAttempt = (): Attempt => useContext(FailureContext)
