// graphql-request: one function, no cache.
import { PAGE, REFETCH, WRONG } from './operations.js'

const [url] = process.argv.slice(2)

import { GraphQLClient } from 'graphql-request'

const client = new GraphQLClient(url)
const names = []
let page = { hasNextPage: true, endCursor: null }
while (page.hasNextPage && names.length < 40) {
  const { districts } = await client.request(PAGE, { first: 20, after: page.endCursor })
  names.push(...districts.edges.map((edge) => edge.node.name))
  page = districts.pageInfo
}

const { districts } = await client.request(PAGE, { first: 1 })
const again = await client.request(REFETCH, { id: districts.edges[0].node.id })
const wrong = await client.request(WRONG).catch((error) => error.response)
console.log(
  JSON.stringify({
    names,
    again: again.node.name,
    wrong: wrong.errors.map((each) => each.extensions.code),
    status: wrong.status,
  }),
)
