// Stands in the driver's place: each statement is asked of the database once, and then answered
// with what came back, so that the server is measured alone. It tells what the statements cost.
import neo4j from "neo4j-driver";

export class Replayed {
  #driver;
  #kept = new Map();
  #cost = { statements: 0, dbHits: 0 };

  constructor(driver) {
    this.#driver = driver;
  }

  session(config) {
    const transaction = { run: (text, parameters) => this.#run(text, parameters, config) };
    return {
      executeRead: (work) => work(transaction),
      close: async () => {},
    };
  }

  // An Apollo plugin: a request with the header `x-cost` is answered with one of that name, which
  // tells the cost so far; then the count begins anew.
  told() {
    return {
      requestDidStart: async ({ request }) => ({
        willSendResponse: async ({ response }) => {
          if (request.http.headers.get("x-cost")) {
            response.http.headers.set("x-cost", JSON.stringify(this.#cost));
            this.#cost = { statements: 0, dbHits: 0 };
            this.#kept.clear();
          }
        },
      }),
    };
  }

  async #run(text, parameters, config) {
    const key = text + JSON.stringify(parameters);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const session = this.#driver.session({ ...config, defaultAccessMode: neo4j.session.READ });
    try {
      const result = await session.run(text, parameters);
      const profiled = await session.run(text.replace(/^CYPHER 5\n/, "CYPHER 5 PROFILE\n"), parameters);
      this.#cost.statements += 1;
      this.#cost.dbHits += hits(profiled.summary.profile);
      this.#kept.set(key, result);
      return result;
    } finally {
      await session.close();
    }
  }
}

function hits(step) {
  return Number(step.dbHits) + step.children.reduce((sum, each) => sum + hits(each), 0);
}
