/** A browser as far as cookies and redirects go, for tests of signing in that need to cheat. */

export interface Answer {
  readonly status: number
  readonly url: string
  readonly location: string | null
  readonly setCookies: readonly string[]
  readonly text: string
}

export class UserAgent {
  /** By origin, then name. */
  readonly cookies = new Map<string, Map<string, string>>()

  async send(url: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
    const { origin } = new URL(url)
    const jar = this.cookies.get(origin) ?? new Map<string, string>()
    this.cookies.set(origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...(cookie ? { cookie } : {}), ...init.headers } })
    const setCookies = response.headers.getSetCookie()
    for (const line of setCookies) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    const location = response.headers.get('location')
    return {
      status: response.status,
      url,
      location: location === null ? null : new URL(location, url).href,
      setCookies,
      text: await response.text(),
    }
  }

  /** Follows redirects until `until` says of an address that it shall not be opened, or there are none. */
  async follow(url: string, until: (url: string) => boolean = () => false): Promise<Answer> {
    let answer = await this.send(url)
    for (let hops = 0; answer.location !== null && hops < 12; hops++) {
      if (until(answer.location)) return answer
      answer = await this.send(answer.location)
    }
    return answer
  }

  /** Begins a sign-in and goes to the provider's form; resolves to the answer that sends the browser back, not yet followed. */
  async goToCallback(portal: string, login: string, to = '/'): Promise<string> {
    const isCallback = (url: string) => url.startsWith(`${portal}/auth/callback`)
    const form = await this.follow(`${portal}/auth/sign-in?to=${encodeURIComponent(to)}`, isCallback)
    if (form.location !== null) return form.location
    const posted = await this.send(form.url, {
      method: 'POST',
      body: new URLSearchParams({ login }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const back = posted.location === null ? posted : isCallback(posted.location) ? posted : await this.follow(posted.location, isCallback)
    if (back.location === null) throw new Error(`the provider did not send the browser back: ${back.status} ${back.text.slice(0, 300)}`)
    return back.location
  }

  /** Signs in; resolves to where the portal sends the browser. */
  async signIn(portal: string, login: string, to = '/'): Promise<Answer> {
    return this.send(await this.goToCallback(portal, login, to))
  }

  /** Asks GraphQL as a page of the portal does. */
  async ask(portal: string, query: string, variables: object = {}, headers: Record<string, string> = {}) {
    const answer = await this.send(`${portal}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', origin: portal, 'sec-fetch-site': 'same-origin', ...headers },
    })
    const body: { data?: object | null; errors?: readonly { message: string; extensions: { code: string } }[] } = JSON.parse(answer.text)
    return {
      status: answer.status,
      data: body.data ?? null,
      code: body.errors?.[0]?.extensions.code ?? null,
      message: body.errors?.[0]?.message ?? null,
    }
  }

  /** The data of an answer without errors. */
  async told<T extends object>(portal: string, query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<T> {
    const { data, code, message } = await this.ask(portal, query, variables, headers)
    if (data === null || code !== null) throw new Error(`${code}: ${message}`)
    return data as T // GraphQL answers what was asked
  }
}
