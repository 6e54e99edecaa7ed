// graphql-ws, graphql-sse, urql and Apollo follow the same moves, each in its own way.
import { ApolloClient, InMemoryCache, gql } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient as createStream } from 'graphql-sse'
import { CHANGED } from './operations.js'

const [url, after, many] = process.argv.slice(2)
const variables = { after }

import { createClient as createSocket } from 'graphql-ws'

const socket = createSocket({ url: url.replace('http', 'ws'), lazy: true })

const stream = createStream({ url })

const apollo = new ApolloClient({ link: new GraphQLWsLink(socket), cache: new InMemoryCache() })

const overSockets = new Client({
  url,
  preferGetMethod: false,
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query, variables }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
      }),
    }),
  ],
})
const overEvents = new Client({
  url,
  preferGetMethod: false,
  fetchSubscriptions: true,
  exchanges: [cacheExchange, fetchExchange],
})

const state = (change) => change.referral.state

async function iterated(results) {
  const found = []
  for await (const { data } of results) {
    found.push(state(data.referralChanged))
    if (found.length === Number(many)) return found
  }
}

function observed(subscribe) {
  return new Promise((resolve) => {
    const found = []
    const subscription = subscribe(({ data }) => {
      found.push(state(data.referralChanged))
      if (found.length === Number(many)) {
        setTimeout(() => subscription.unsubscribe())
        resolve(found)
      }
    })
  })
}

const told = {
  socket: await iterated(socket.iterate({ query: CHANGED, variables })),
  stream: await iterated(stream.iterate({ query: CHANGED, variables })),
  apollo: await observed((next) =>
    apollo.subscribe({ query: gql(CHANGED), variables }).subscribe(next),
  ),
  urqlOverSockets: await observed((next) => overSockets.subscription(CHANGED, variables).subscribe(next)),
  urqlOverEvents: await observed((next) => overEvents.subscription(CHANGED, variables).subscribe(next)),
}
const queried = await overEvents.query('{ __typename }', {}).toPromise()
const asked = socket.iterate({ query: '{ __typename }' })
console.log(
  JSON.stringify({
    ...told,
    queried: queried.data.__typename,
    queriedOverSocket: (await asked.next()).value.data.__typename,
  }),
)
await socket.dispose()
stream.dispose()
process.exit(0)
