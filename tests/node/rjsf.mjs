// Show schemas as forms with react-jsonschema-form: schemas and form data as JSON from standard
// input; to standard output, for each data, what a user could choose and what is said to be wrong.
import { readFileSync } from "node:fs";
import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020.js";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

const warned = (...message) => {
  throw new Error(message.join(" "));
};
console.error = console.warn = warned;

const validator = customizeValidator({ AjvClass: Ajv2020 });
const all = (text, pattern) => [...text.matchAll(pattern)].map((found) => found.slice(1));

const shown = JSON.parse(readFileSync(0, "utf8")).map(({ schema, data }) =>
  data.map((formData) => {
    const html = renderToStaticMarkup(createElement(Form, { schema, validator, formData }));
    const selects = all(html, /<select id="root_(\w+)".*?>(.*?)<\/select>/g);
    const { errors } = validator.validateFormData(formData, schema);
    return {
      fields: all(html, /<(?:input|select|textarea|fieldset)[^>]* id="root_(\w+)"/g).flat(),
      choices: Object.fromEntries(
        selects.map(([name, inner]) => [name, all(inner, /<option[^>]*>(.*?)<\/option>/g).flat()]),
      ),
      wrong: errors.filter(({ name }) => name !== "if").map(({ property }) => property),
    };
  }),
);
process.stdout.write(JSON.stringify(shown));
