// Answer in the Python of Pyodide: `pyodide.mjs WHEEL...` unpacks the wheels, reads Python and cases
// as JSON from standard input, and prints what the function `answers_to` says to them.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

// Without this, Node shows the line of Pyodide that threw, which is the whole of Pyodide.
process.on("uncaughtException", (error) => {
  process.stderr.write(error.message);
  process.exit(1);
});
globalThis.fetch = (resource) => {
  throw new Error(`nothing is to be fetched: ${resource}`);
};

const { source, cases } = JSON.parse(readFileSync(0, "utf8"));
const pyodide = await loadPyodide();
for (const wheel of process.argv.slice(2)) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "whl");
}
pyodide.runPython(source);
process.stdout.write(pyodide.globals.get("answers_to")(cases));
