import { SCOPES, type Scope } from '../../segments/rule.ts'

/** The scope of a stored draft or scheme. */
export const scopeOf = (draft: { readonly scope: string }): Scope => {
  const scope = SCOPES.find((one) => one === draft.scope)
  if (!scope) throw new Error('a stored scheme has an unknown scope')
  return scope
}
