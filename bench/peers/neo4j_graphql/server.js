// The peer: Neo4j's own GraphQL library on Apollo Server, as its manual sets it up for production.
//
// `node server.js FILE live|replayed`: reads the database's address from FILE, listens on a free
// loopback port, writes the port to standard output, and ends when its standard input does.
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";
import { Replayed } from "./replay.js";

const [file, way] = process.argv.slice(2);
const { address } = JSON.parse(readFileSync(file, "utf8"));
const typeDefs = readFileSync(new URL("types.graphql", import.meta.url), "utf8");

const opened = neo4j.driver(address.uri, neo4j.auth.basic(address.user, address.password), {
  maxConnectionPoolSize: 30,
  connectionAcquisitionTimeout: 2_000,
  notificationFilter: { minimumSeverityLevel: "OFF" },
  telemetryDisabled: true,
  userAgent: "tsunagu-bench",
});
const driver = way === "replayed" ? new Replayed(opened) : opened;
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({
  schema,
  plugins: way === "replayed" ? [driver.told()] : [],
});
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
console.log(new URL(url).port);

process.stdin.resume();
process.stdin.on("end", async () => {
  await server.stop();
  await opened.close();
  process.exit(0);
});
