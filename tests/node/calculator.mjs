// Price requests with the calculator of the schema kit's guide: its source, the tables and cases as
// JSON from standard input; to standard output, what each costs.
import { readFileSync } from "node:fs";

const { source, tables, cases } = JSON.parse(readFileSync(0, "utf8"));
const { credits } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const priced = cases.map(({ request, seconds }) => credits(tables, request, seconds ?? undefined));
process.stdout.write(JSON.stringify(priced));
