import express from 'express'

/** Whether a text is a list of proxies as Express' `trust proxy` takes it: addresses, subnets, named networks, with commas between. */
export function isProxyList(text: string): boolean {
  try {
    express().set('trust proxy', text)
    return true
  } catch {
    return false // a TypeError that names the part it does not know
  }
}
