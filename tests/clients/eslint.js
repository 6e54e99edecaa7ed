// Lints the schema and the example operations; prints each finding.
import { ESLint } from 'eslint'
import { join } from 'node:path'

const [root] = process.argv.slice(2)
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: join(import.meta.dirname, 'eslint.config.js'),
})
const files = ['schema/*.graphql', 'server/explorer/examples/*.graphql']
const results = await eslint.lintFiles(files)
console.log(
  JSON.stringify({
    files: results.length,
    findings: results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message, line }) => `${filePath}:${line} ${ruleId} ${message}`),
    ),
  }),
)
