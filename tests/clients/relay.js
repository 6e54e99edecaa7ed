// Relay over what its compiler made: trusted documents, a connection's next page, a refetch by id.
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const [url, compiled] = process.argv.slice(2)
const artifact = async (name) =>
  (await import(pathToFileURL(join(compiled, `${name}.graphql.js`)))).default

import relay from 'relay-runtime'

const { Environment, Network, RecordSource, Store, fetchQuery } = relay
const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(async ({ id }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify({ documentId: id, variables }),
    })
    return await response.json()
  }),
})

const records = () => environment.getStore().getSource().toJSON()
const count = (type) => Object.values(records()).filter((each) => each.__typename === type).length

await fetchQuery(environment, await artifact('districtsPageQuery'), { first: 2 }).toPromise()
const root = records()['client:root']
const key = Object.keys(root).find((each) => each.startsWith('__districtsList_districts'))
const connection = records()[root[key].__ref]
const { endCursor } = records()[connection.pageInfo.__ref]
const first = count('District')

const more = { first: 2, after: endCursor }
await fetchQuery(environment, await artifact('districtsListQuery'), more).toPromise()
const second = count('District')

const id = Object.values(records()).find((each) => each.__typename === 'District').id
const places = { id, placesFirst: 2 }
await fetchQuery(environment, await artifact('districtsPlacesQuery'), places).toPromise()
console.log(JSON.stringify({ first, second, places: count('Place') }))
