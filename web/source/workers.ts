/**
 * Monaco's workers, served from our own files. They must be known before the first editor opens.
 * @graphiql/react has the same set-up, but writes a line to the console for each worker.
 */
import type {} from 'monaco-editor'
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker'
import JsonWorker from 'monaco-editor/esm/vs/language/json/json.worker.js?worker'
import GraphqlWorker from 'monaco-graphql/esm/graphql.worker.js?worker'

window.MonacoEnvironment = {
  getWorker(_id: string, label: string): Worker {
    switch (label) {
      case 'json':
        return new JsonWorker()
      case 'graphql':
        return new GraphqlWorker()
      default:
        return new EditorWorker()
    }
  },
}
