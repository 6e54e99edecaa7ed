// urql with its usual exchanges and one for subscriptions.
import { PAGE, REFETCH, WRONG } from './operations.js'

const [url] = process.argv.slice(2)

import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient as createSocket } from 'graphql-ws'

const socket = createSocket({ url: url.replace('http', 'ws'), lazy: true })
const client = new Client({
  url,
  preferGetMethod: false, // names would stand in addresses, and addresses in logs
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
const { data, error } = await client.query(PAGE, { first: 2 }).toPromise()

const after = data.districts.pageInfo.endCursor
const next = await client.query(PAGE, { first: 2, after }).toPromise()
const [{ node }] = data.districts.edges
const again = await client.query(REFETCH, { id: node.id }).toPromise()
const wrong = await client.query(WRONG, {}).toPromise()
const byGet = new Client({ url, exchanges: [fetchExchange] })
const refused = await byGet.query(REFETCH, { id: node.id }).toPromise()
console.log(
  JSON.stringify({
    pages: [data, next.data].map((each) => each.districts.edges.map((edge) => edge.node.name)),
    again: again.data.node.name,
    errors: [error, next.error, again.error].filter(Boolean).map(String),
    wrong: wrong.error.graphQLErrors.map((each) => each.extensions.code),
    refused: refused.error.graphQLErrors.map((each) => each.extensions),
  }),
)
