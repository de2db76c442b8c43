/** The listed operation that a request asks: the only name of a question that goes to logs, figures and traces. */
import type { Request } from 'express'

/** By request. A name that a caller made up is never here. */
export const operationNames = new WeakMap<Request, string>()
