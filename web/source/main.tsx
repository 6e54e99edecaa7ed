import './workers'
import '@graphiql/react/font/fira-code.css'
import '@graphiql/react/style.css'
import 'graphiql/graphiql.css'
import '@graphiql/plugin-doc-explorer/style.css'
import '@graphiql/plugin-history/style.css'
import './page.css'

import { GraphiQL } from 'graphiql'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { AskingAs } from './asking-as'
import { copy } from './clipboard'
import { readConfiguration } from './configuration'
import { fetcherFor } from './fetcher'
import { takeLinkedQuery } from './link'
import { storage } from './storage'
import { ExamplesMenu, LinkButton } from './toolbar'

const configuration = readConfiguration()
const { examples, demo, peopleUrl } = configuration
const fetcher = fetcherFor(configuration)
const linkedQuery = takeLinkedQuery()

function Page() {
  const [header, setHeader] = useState<Element | null>(null)
  return (
    <>
      {peopleUrl && <header className="asking-as" ref={setHeader} />}
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        {...(linkedQuery && { initialQuery: linkedQuery })}
        defaultTabs={linkedQuery ? [{ query: linkedQuery }, ...examples] : examples}
        defaultQuery=""
        onCopyQuery={copy}
        shouldPersistHeaders={false}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>
          <span lang="ja">つなぐ</span> Tsunagu
        </GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, merge, copy }) => (
            <>
              {prettify}
              {merge}
              {copy}
              <LinkButton />
              {peopleUrl && header && <AskingAs peopleUrl={peopleUrl} place={header} />}
              {examples.length > 0 && <ExamplesMenu examples={examples} />}
            </>
          )}
        </GraphiQL.Toolbar>
      </GraphiQL>
      {demo && (
        <footer className="demo-notice">
          架空のデモ都市のデータです。実在の人や世帯ではありません。
          <span lang="en">Synthetic demo city: no real person or household.</span>
        </footer>
      )}
    </>
  )
}

// The editors measure their font once, when they open: have it ready before.
await document.fonts.load('15px "Fira Code"')
createRoot(document.getElementById('root')!).render(<Page />)
