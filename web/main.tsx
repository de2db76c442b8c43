import { ApolloProvider } from '@apollo/client/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { VisitProvider, whoVisits } from './access/viewer-context.tsx'
import { App } from './app.tsx'
import { createClient } from './client.ts'
import { VIEWS } from './frame/views.ts'
import { startWords } from './i18n/index.ts'
import { preferredLocale } from './i18n/locale.ts'
import { applyScheme, storedScheme } from './theme/scheme.ts'
import '@fontsource-variable/source-sans-3'
import './theme/tokens.css'
import './theme/base.css'
import './theme/print.css'

applyScheme(storedScheme())
// The view of the address is fetched beside the words, so that its figures are asked for in the first render.
const view = VIEWS.find(({ path }) => path === window.location.pathname)
const client = createClient()
const [visit] = await Promise.all([
  whoVisits(client),
  startWords(preferredLocale(new URLSearchParams(window.location.search))),
  view?.load().catch(() => undefined),
])

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
