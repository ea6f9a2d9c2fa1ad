// Judge requests by schemas with ajv: JSON from standard input, verdicts to standard output.
// Strict: a keyword that ajv does not know, or that could be meant otherwise, is an error.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const warned = (message) => {
  throw new Error(message);
};
const logger = { log: warned, warn: warned, error: warned };

const verdicts = JSON.parse(readFileSync(0, "utf8")).map(({ schema, requests }) => {
  const ajv = new Ajv2020({ strict: true, logger });
  if (!ajv.validateSchema(schema)) {
    throw new Error(ajv.errorsText());
  }
  const accepts = ajv.compile(schema);
  return requests.map((request) => accepts(request));
});
process.stdout.write(JSON.stringify(verdicts));
