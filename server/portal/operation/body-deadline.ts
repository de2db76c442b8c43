/** Slow questions: a caller who sends a byte a second would hold a connection for hours. */
import type { RequestHandler } from 'express'
import { refusal } from './refusal.ts'

/** Refuses a question that has not come as a whole within so many milliseconds, and closes its connection. */
export function bodyDeadline(milliseconds: number): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      response.once('finish', () => request.socket.destroy())
      if (response.headersSent) request.socket.destroy()
      else {
        response.setHeader('connection', 'close')
        refusal(response, 408, 'TOO_SLOW', 'The question took too long to come.')
      }
    }, milliseconds)
    const stop = () => clearTimeout(timer)
    for (const event of ['end', 'close'] as const) request.once(event, stop)
    response.once('close', stop)
    next()
  }
}
