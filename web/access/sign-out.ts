import { forgetSteps } from '../workshop/steps.ts'

/** Ends the session, leaves nothing of it in the browser, and leaves for the provider's own sign-out. Rejects where the server was not reached. */
export async function signOut(): Promise<void> {
  const response = await fetch('/auth/sign-out', { method: 'POST' })
  if (!response.ok) throw new Error('the session was not ended')
  forgetSteps()
  const { location }: { location: string | null } = await response.json()
  window.location.assign(location ?? '/signed-out')
}
