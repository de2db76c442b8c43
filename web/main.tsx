import type { ApolloClient } from '@apollo/client'
import { ApolloProvider } from '@apollo/client/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { grantedSelection } from './access/granted-selection.ts'
import { sightOf, type Visit, VisitProvider, whoVisits } from './access/viewer-context.tsx'
import { App } from './app.tsx'
import { watchAttendance } from './attendance.ts'
import { createClient } from './client.ts'
import { VIEWS } from './frame/views.ts'
import { startWords } from './i18n/index.ts'
import { preferredLocale, serverLocale } from './i18n/locale.ts'
import { askAhead, question } from './release/question.ts'
import { RELEASE } from './release/release-query.ts'
import { openAfterWithdrawal } from './release/withdrawn.ts'
import { parseSelection } from './selection/selection.ts'
import { applyScheme, storedScheme } from './theme/scheme.ts'
import '@fontsource-variable/source-sans-3'
import './theme/tokens.css'
import './theme/base.css'
import './theme/print.css'

/** So long the first render waits for its figures, in milliseconds; then it shows the frame and where they will be. */
const PATIENCE = 400

applyScheme(storedScheme())
const client = createClient(openAfterWithdrawal, watchAttendance(document))
const params = new URLSearchParams(window.location.search)
const locale = preferredLocale(params)
const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE))
// Code, words and figures of the view are fetched beside one another, so that one render shows them all.
const visiting = whoVisits(client)
const figures = firstFigures(client, visiting)
const [visit] = await Promise.all([visiting, startWords(locale), Promise.race([figures, patience])])

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <ApolloProvider client={client}>
      {/* No transitions: Apollo asks while rendering, and a render put off and done again would ask for old and new in turn. */}
      <BrowserRouter useTransitions={false}>
        <VisitProvider visit={visit}>
          <App />
        </VisitProvider>
      </BrowserRouter>
    </ApolloProvider>
  </StrictMode>,
)

/** Asks for what the visitor may see only, as the view itself will: a refusal would stand in the audit log. */
async function firstFigures(client: ApolloClient, visiting: Promise<Visit>): Promise<void> {
  const asked = parseSelection(params)
  const catalogue = askAhead(client, question(RELEASE, { release: asked.release, locale: serverLocale(locale) }))
  const view = VIEWS.find(({ path }) => path === window.location.pathname)
  const [loaded, visit] = await Promise.all([view?.load().catch(() => null), visiting])
  const sight = sightOf(visit)
  const ahead = view && visit.kind === 'in' && sight.may(view.needs) ? loaded?.ahead?.(client, grantedSelection(asked, sight)) : undefined
  await Promise.all([catalogue, ahead])
}
