import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'
import { type DocumentNode, Kind, parse } from 'graphql'
import type { Configuration } from './configuration'

/** Asks our own endpoint: queries over HTTP, subscriptions over graphql-transport-ws. */
export function fetcherFor({ graphqlUrl, subscriptionUrl }: Configuration): Fetcher {
  const ask = createGraphiQLFetcher({
    url: graphqlUrl,
    ...(subscriptionUrl && {
      subscriptionUrl: new URL(subscriptionUrl, location.origin.replace(/^http/, 'ws')).href,
    }),
    enableIncrementalDelivery: false,
  })
  // GraphiQL reads a query a moment after it was typed. Who is faster than that would send the name
  // of an operation that is no longer there.
  return (asked, options) => {
    const document = parsed(asked.query)
    if (!document) {
      return ask(asked, options)
    }
    const names = operationNames(document)
    const name = names.find(each => each === asked.operationName) ?? names[0]
    return ask({ ...asked, operationName: name ?? null }, { ...options, documentAST: document })
  }
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query)
  } catch {
    return undefined // the server says what is wrong with it
  }
}

function operationNames(document: DocumentNode): string[] {
  return document.definitions.flatMap(each =>
    each.kind === Kind.OPERATION_DEFINITION && each.name ? [each.name.value] : [],
  )
}
