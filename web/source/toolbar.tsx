import { ToolbarButton, ToolbarMenu, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import type { ReactNode } from 'react'
import { copy } from './clipboard'
import type { Example } from './configuration'
import { linkTo } from './link'

/** Puts a link to the query into the address bar and on the clipboard. */
export function LinkButton() {
  const editor = useGraphiQL(state => state.queryEditor)
  const showLink = () => {
    const link = linkTo(editor?.getValue() ?? '')
    history.replaceState(null, '', link)
    copy(link)
  }
  return (
    <ToolbarButton label="リンク / Link to this query" onClick={showLink}>
      <Icon>
        <path d="M10 14a5 5 0 0 0 7 0l3-3a5 5 0 0 0-7-7l-1 1M14 10a5 5 0 0 0-7 0l-3 3a5 5 0 0 0 7 7l1-1" />
      </Icon>
    </ToolbarButton>
  )
}

/** Every example by its title; each opens in a tab of its own, so nothing typed is lost. */
export function ExamplesMenu({ examples }: { examples: Example[] }) {
  const { addTab } = useGraphiQLActions()
  const editor = useGraphiQL(state => state.queryEditor)
  const open = (example: Example) => {
    addTab()
    editor?.setValue(example.query)
  }
  const button = (
    <ToolbarButton label="例 / Examples">
      <Icon>
        <path d="M4 5h16M4 12h16M4 19h10" />
      </Icon>
    </ToolbarButton>
  )
  return (
    <ToolbarMenu button={button}>
      {examples.map(example => (
        <ToolbarMenu.Item key={example.title} onSelect={() => open(example)}>
          {example.title}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  )
}

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="graphiql-toolbar-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}
