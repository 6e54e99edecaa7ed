import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'
import type { Configuration } from './configuration'
import { operationMeant, parsed } from './document'
import { authorization } from './person'

/**
 * Asks our own endpoint: queries over HTTP, subscriptions over graphql-transport-ws. In the demo as
 * whoever was chosen, unless the reader typed an authorization of their own.
 */
export function fetcherFor({ graphqlUrl, subscriptionUrl, tokenUrl }: Configuration): Fetcher {
  const ask = createGraphiQLFetcher({
    url: graphqlUrl,
    ...(subscriptionUrl && {
      subscriptionUrl: new URL(subscriptionUrl, location.origin.replace(/^http/, 'ws')).href,
    }),
    enableIncrementalDelivery: false,
  })
  // GraphiQL reads a query a moment after it was typed. Who is faster than that would send the name
  // of an operation that is no longer there.
  return async (asked, given) => {
    const chosen = tokenUrl ? await authorization(tokenUrl) : {}
    const options = { ...given, headers: withTyped(chosen, given?.headers) }
    const document = parsed(asked.query)
    if (!document) {
      return ask(asked, options)
    }
    const name = operationMeant(document, asked.operationName)?.name?.value ?? null
    return ask({ ...asked, operationName: name }, { ...options, documentAST: document })
  }
}

/** What the reader typed counts, in whatever case; two authorizations would be none. */
function withTyped(chosen: Record<string, string>, typed: Record<string, string> = {}) {
  const own = Object.keys(typed).some(each => each.toLowerCase() === 'authorization')
  return own ? typed : { ...chosen, ...typed }
}
