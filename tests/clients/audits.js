// Audits the server at the given address against GraphQL over HTTP; prints each audit's verdict.
import { serverAudits } from 'graphql-http'

const [url] = process.argv.slice(2)
const verdicts = {}
for (const { id, name, fn } of serverAudits({ url })) {
  const { status, reason } = await fn()
  verdicts[id] = { name, status, reason }
}
console.log(JSON.stringify(verdicts))
