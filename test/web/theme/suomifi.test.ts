import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'

describe('suomifi tokens', () => {
  it('are those of the package', () => {
    const scss = readFileSync(
      createRequire(import.meta.url)
        .resolve('suomifi-design-tokens')
        .replace(/index\.js$/, 'tokens.scss'),
      'utf8',
    )
    const ours = [...readFileSync('web/theme/suomifi.css', 'utf8').matchAll(/--fi-([\w-]+): ([^;]+);/g)]
    expect(ours.length).toBeGreaterThan(40)
    expect(ours.filter(([, name, value]) => !scss.includes(`$fi-${name}: ${value};`)).map(([text]) => text)).toEqual([])
  })
})
